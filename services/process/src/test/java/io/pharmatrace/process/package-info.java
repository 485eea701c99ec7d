@NullMarked
package io.pharmatrace.process;

import org.jspecify.annotations.NullMarked;
