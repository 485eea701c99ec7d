package io.pharmatrace.transparency.path;

import static io.pharmatrace.transparency.path.Party.among;
import static io.pharmatrace.transparency.path.Party.entry;
import static io.pharmatrace.transparency.path.Party.nested;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.path.PathVerdict.Flaw;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A path does not begin out of nothing. */
class OriginForgeryTest extends Forgery {
  @Test
  void whoMayNotCommissionUnderACompanyPrefixMakesNoPack() {
    Note note = stranger.note(journey.made);
    Logged batch = stranger.commit(entry(EntryType.BATCH, journey.event, List.of(note)), List.of());
    Place place = new Place(note, List.of(nested(journey.made, 0)));
    Origin forged = new Origin(stranger.id, batch, among(List.of(note), 0), Chain.PREFIX, place);
    refused(0, Flaw.NOT_ENTITLED, forged);
    // Nor under a prefix of its own that is not the pack's, nor under one of no length.
    journey.chain.grant(stranger.id, "400000");
    refused(
        0,
        Flaw.NOT_ENTITLED,
        new Origin(stranger.id, batch, among(List.of(note), 0), "400000", place));
    journey.chain.grant(stranger.id, "952");
    refused(
        0,
        Flaw.NOT_ENTITLED,
        new Origin(stranger.id, batch, among(List.of(note), 0), "952", place));
  }

  @Test
  void aPackInANoteThatNoBatchMadeIsNowhere() {
    Origin honest = journey.origin(0);
    Note other = maker.note(journey.made);
    refused(
        0,
        Flaw.NOTE_FROM_NOWHERE,
        new Origin(
            maker.id,
            honest.batch(),
            honest.inNotes(),
            Chain.PREFIX,
            new Place(other, List.of(nested(journey.made, 0)))));
  }

  @Test
  void anEntryThatWasNotCommittedSaysNothing() {
    Origin honest = journey.origin(0);
    Logged never = new Logged(7, honest.batch().entry());
    refused(
        0,
        Flaw.NO_COMMITMENT,
        new Origin(maker.id, never, honest.inNotes(), Chain.PREFIX, honest.place()));
    maker.state(
        EntryType.CUSTODY_EVENT, new Statement.Offer(Bytes32.ZERO, Bytes32.ZERO), List.of());
    Logged elsewhere = new Logged(2, honest.batch().entry());
    refused(
        0,
        Flaw.NOT_IN_LOG,
        new Origin(maker.id, elsewhere, honest.inNotes(), Chain.PREFIX, honest.place()));
  }

  @Test
  void anEntryOfAnotherTypeBeginsNothing() {
    Logged acceptance =
        maker.commit(entry(EntryType.ACCEPTANCE, journey.event, List.of(journey.first)), List.of());
    refused(
        0,
        Flaw.OTHER_TYPE,
        new Origin(
            maker.id,
            acceptance,
            among(List.of(journey.first), 0),
            Chain.PREFIX,
            new Place(journey.first, List.of(nested(journey.made, 0)))));
  }
}
