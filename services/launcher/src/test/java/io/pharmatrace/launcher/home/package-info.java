@NullMarked
package io.pharmatrace.launcher.home;

import org.jspecify.annotations.NullMarked;
