@NullMarked
package io.pharmatrace.launcher.demo;

import org.jspecify.annotations.NullMarked;
