/** The commands that copy what cannot be made again, and put it back. */
@NullMarked
package io.pharmatrace.launcher.backup;

import org.jspecify.annotations.NullMarked;
