/** The parts of a running PharmaTrace, each started, stopped and asked for its health alike. */
@NullMarked
package io.pharmatrace.launcher.part;

import org.jspecify.annotations.NullMarked;
