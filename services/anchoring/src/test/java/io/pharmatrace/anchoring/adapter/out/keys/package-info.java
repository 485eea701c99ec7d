@NullMarked
package io.pharmatrace.anchoring.adapter.out.keys;

import org.jspecify.annotations.NullMarked;
