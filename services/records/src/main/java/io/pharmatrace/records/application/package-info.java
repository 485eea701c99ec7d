/**
 * Records: sealed, stored, granted, rotated, erased. What opens one is visible in this package
 * only; {@link io.pharmatrace.records.application.Enforcement} is the way to a plaintext for
 * everybody else.
 */
@NullMarked
package io.pharmatrace.records.application;

import org.jspecify.annotations.NullMarked;
