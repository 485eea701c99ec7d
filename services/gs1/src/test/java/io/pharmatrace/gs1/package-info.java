@NullMarked
package io.pharmatrace.gs1;

import org.jspecify.annotations.NullMarked;
