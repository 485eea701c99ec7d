package io.pharmatrace.anchoring;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import java.time.Instant;
import java.util.UUID;

/**
 * An entry that came back from the journal into a database that lacked it.
 *
 * @param id that it has now; it had another one
 * @param organisation its author
 * @param type what it says
 * @param sequence of its commitment
 * @param leafIndex place in the author's log
 * @param contentDigest of its document
 * @param units how many it names
 * @param returned when it came back
 * @param lost whether its document is on record nowhere here, as far as is known
 */
public record ReturnedEntry(
    long id,
    UUID organisation,
    EntryType type,
    long sequence,
    long leafIndex,
    Bytes32 contentDigest,
    int units,
    Instant returned,
    boolean lost) {}
