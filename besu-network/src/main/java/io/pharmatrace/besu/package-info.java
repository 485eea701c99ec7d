/** Starts and stops the chain: a four-validator Besu QBFT network, or a development chain. */
@NullMarked
package io.pharmatrace.besu;

import org.jspecify.annotations.NullMarked;
