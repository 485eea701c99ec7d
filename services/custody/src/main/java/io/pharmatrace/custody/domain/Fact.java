package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.Gln;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened.
 *
 * @param event identifier of the stored event
 * @param organisation who says so
 * @param time when it happened, with the offset of the place
 * @param place where
 * @param action what
 */
public record Fact(
    long event,
    UUID organisation,
    OffsetDateTime time,
    @Nullable Gln place,
    CustodyAction action) {}
