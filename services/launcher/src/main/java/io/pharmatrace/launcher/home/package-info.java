/**
 * The directory that everything PharmaTrace writes lands in: its layout, secrets, ports and disk.
 */
@NullMarked
package io.pharmatrace.launcher.home;

import org.jspecify.annotations.NullMarked;
