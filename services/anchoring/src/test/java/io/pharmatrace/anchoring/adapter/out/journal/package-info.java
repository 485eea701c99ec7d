@NullMarked
package io.pharmatrace.anchoring.adapter.out.journal;

import org.jspecify.annotations.NullMarked;
