package io.pharmatrace.records.domain.consent;

import org.jspecify.annotations.Nullable;

/**
 * A question: may this caller do this with this item now?
 *
 * @param requester who asks
 * @param purpose what for, as stated; null when it was not
 * @param interaction what is to be done
 * @param relation of the caller to the person whose item it is
 * @param breakGlassReason why the glass is broken, in the caller's words; null when it is not
 * @param item what is asked for
 */
public record ConsentRequest(
    Requester requester,
    @Nullable Purpose purpose,
    Interaction interaction,
    Relation relation,
    @Nullable String breakGlassReason,
    DataItem item) {}
