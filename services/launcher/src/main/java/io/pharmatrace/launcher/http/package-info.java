/** Short questions over HTTP to programs on this machine. */
@NullMarked
package io.pharmatrace.launcher.http;

import org.jspecify.annotations.NullMarked;
