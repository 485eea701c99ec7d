/** What is on chain, what is ours, and how the two compare. */
@NullMarked
package io.pharmatrace.anchoring.domain;

import org.jspecify.annotations.NullMarked;
