@NullMarked
package io.pharmatrace.launcher.evidence;

import org.jspecify.annotations.NullMarked;
