/** The chain of one machine: a Besu QBFT network of four validators, or a development chain. */
@NullMarked
package io.pharmatrace.besu;

import org.jspecify.annotations.NullMarked;
