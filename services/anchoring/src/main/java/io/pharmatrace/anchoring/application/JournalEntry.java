package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.seal.SealEntry;

/**
 * All that an entry consists of.
 *
 * @param id in the database
 * @param leafIndex place in the log
 * @param entry its 98 bytes
 * @param known its secret, from which its salts, seals and blinds follow, the units it names, and
 *     what it closes
 */
public record JournalEntry(long id, long leafIndex, Entry entry, SealEntry known) {}
