/** Appends, seals, sends and confirms: each step one transaction. */
@NullMarked
package io.pharmatrace.anchoring.application;

import org.jspecify.annotations.NullMarked;
