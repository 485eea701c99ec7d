package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;

/**
 * A decided change of the validators.
 *
 * @param decidedIn the block with the deciding vote; the new set begins with the next
 * @param validator whom it is about
 * @param added else removed
 * @param unbroken whether every header from the first counted vote to the deciding one was shown,
 *     each the child of the one before. If not, a vote that was taken back, or had been used up by
 *     an earlier decision, in a header that was left out would go unseen.
 */
public record ValidatorChange(long decidedIn, Address validator, boolean added, boolean unbroken) {}
