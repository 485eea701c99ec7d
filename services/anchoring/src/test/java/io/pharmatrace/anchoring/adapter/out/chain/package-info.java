@NullMarked
package io.pharmatrace.anchoring.adapter.out.chain;

import org.jspecify.annotations.NullMarked;
