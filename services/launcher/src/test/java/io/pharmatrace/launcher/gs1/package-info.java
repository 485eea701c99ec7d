@NullMarked
package io.pharmatrace.launcher.gs1;

import org.jspecify.annotations.NullMarked;
