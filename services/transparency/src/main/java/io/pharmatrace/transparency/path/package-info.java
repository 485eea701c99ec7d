/**
 * The path of a unit's custody, from the batch in which it was made to the slot in which it is now,
 * checked by whoever holds the evidence (docs/adr/0018-seals.md). Pure; no I/O.
 */
@NullMarked
package io.pharmatrace.transparency.path;

import org.jspecify.annotations.NullMarked;
