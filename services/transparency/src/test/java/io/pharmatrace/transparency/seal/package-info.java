@NullMarked
package io.pharmatrace.transparency.seal;

import org.jspecify.annotations.NullMarked;
