/** Finds what is wrong with a chain, from outside, by questions over JSON-RPC. */
@NullMarked
package io.pharmatrace.besu.doctor;

import org.jspecify.annotations.NullMarked;
