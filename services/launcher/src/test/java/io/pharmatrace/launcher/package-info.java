@NullMarked
package io.pharmatrace.launcher;

import org.jspecify.annotations.NullMarked;
