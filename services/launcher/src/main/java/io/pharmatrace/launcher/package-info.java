/** The command line: up, down, status, logs, reset, doctor, test. */
@NullMarked
package io.pharmatrace.launcher;

import org.jspecify.annotations.NullMarked;
