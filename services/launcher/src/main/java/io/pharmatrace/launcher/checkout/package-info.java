/** What the build made, and how it is put where running programs keep it. */
@NullMarked
package io.pharmatrace.launcher.checkout;

import org.jspecify.annotations.NullMarked;
