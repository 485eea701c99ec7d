@NullMarked
package io.pharmatrace.launcher.checkout;

import org.jspecify.annotations.NullMarked;
