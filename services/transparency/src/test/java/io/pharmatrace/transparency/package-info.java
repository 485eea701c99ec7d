@NullMarked
package io.pharmatrace.transparency;

import org.jspecify.annotations.NullMarked;
