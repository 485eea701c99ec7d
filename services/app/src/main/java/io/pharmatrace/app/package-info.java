/** The one runnable application. */
@NullMarked
package io.pharmatrace.app;

import org.jspecify.annotations.NullMarked;
