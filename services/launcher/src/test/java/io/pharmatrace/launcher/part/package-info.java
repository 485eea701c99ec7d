@NullMarked
package io.pharmatrace.launcher.part;

import org.jspecify.annotations.NullMarked;
