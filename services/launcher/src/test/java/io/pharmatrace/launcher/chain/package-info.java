@NullMarked
package io.pharmatrace.launcher.chain;

import org.jspecify.annotations.NullMarked;
