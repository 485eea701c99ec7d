/** Benchmarks: what is measured, its baseline, and how both are run in turns. */
@NullMarked
package io.pharmatrace.bench;

import org.jspecify.annotations.NullMarked;
