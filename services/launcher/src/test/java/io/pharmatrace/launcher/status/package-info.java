@NullMarked
package io.pharmatrace.launcher.status;

import org.jspecify.annotations.NullMarked;
