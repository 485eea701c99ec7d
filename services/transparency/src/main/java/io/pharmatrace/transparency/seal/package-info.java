/**
 * Custody by seals, from the side of those who hold units (ADR 0018): which entries and closures
 * follow from what happens to units ({@link io.pharmatrace.transparency.seal.Seals}), and the path
 * of a unit as evidence ({@link io.pharmatrace.transparency.seal.PathFinder}). Pure: whoever keeps
 * it in a database loads and stores.
 */
@NullMarked
package io.pharmatrace.transparency.seal;

import org.jspecify.annotations.NullMarked;
