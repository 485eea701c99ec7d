/** The commands that archive what need not be kept any more, and read archives without a server. */
@NullMarked
package io.pharmatrace.launcher.archive;

import org.jspecify.annotations.NullMarked;
