package io.pharmatrace.custody.domain;

import org.jspecify.annotations.Nullable;

/**
 * A step of the handover of a unit from one organisation to another.
 *
 * @param unit what is offered, or was
 * @param of the unit that was offered, when this one was only inside it
 * @param event the event that says so; of an offer the shipment
 * @param state what became of the unit
 */
public record Handover(Unit unit, @Nullable Unit of, long event, OfferState state) {}
