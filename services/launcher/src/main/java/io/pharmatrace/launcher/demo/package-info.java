/** The demonstration: organisations, their logins, and a small supply chain that is played once. */
@NullMarked
package io.pharmatrace.launcher.demo;

import org.jspecify.annotations.NullMarked;
