/** The contracts on chain: compiled artefacts and their Web3j wrappers. */
@NullMarked
package io.pharmatrace.contracts;

import org.jspecify.annotations.NullMarked;
