@NullMarked
package io.pharmatrace.anchoring;

import org.jspecify.annotations.NullMarked;
