/** The commands, one class each. */
@NullMarked
package io.pharmatrace.launcher.command;

import org.jspecify.annotations.NullMarked;
