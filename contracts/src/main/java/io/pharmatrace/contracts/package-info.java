/**
 * Web3j wrappers of the contracts on chain, generated from {@code contracts/artifacts} by the
 * build.
 *
 * <p>Not null-marked, because the generator does not say what may be null.
 */
@NullUnmarked
package io.pharmatrace.contracts;

import org.jspecify.annotations.NullUnmarked;
