package io.pharmatrace.transparency.path;

import static io.pharmatrace.transparency.path.Party.among;
import static io.pharmatrace.transparency.path.Party.entry;
import static io.pharmatrace.transparency.path.Party.nested;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Entry;
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

  private Origin from(Logged batch) {
    Place place = new Place(journey.first, List.of(nested(journey.made, 0)));
    return new Origin(maker.id, batch, among(List.of(journey.first), 0), Chain.PREFIX, place);
  }

  /** Its company prefix may have been granted after that. */
  @Test
  void aBatchIsNotShownByALaterCommitmentThanItsFirst() {
    Entry batch = entry(EntryType.BATCH, journey.event, List.of(journey.first));
    maker.commit(entry(EntryType.PADDING, journey.event, List.of()), List.of());
    Logged logged = maker.commit(batch, List.of());
    maker.commit(entry(EntryType.PADDING, journey.event, List.of()), List.of());
    refused(0, Flaw.COMMITTED_BEFORE, from(maker.at(3, logged)));
    assertThat(new CustodyPath(from(logged), List.of()).check(Journey.A, journey.chain))
        .isEqualTo(new PathVerdict.Held(maker.id));
  }

  @Test
  void aBatchThatIsLoggedAgainGivesNoRightToWhatWasDoneBefore() {
    Origin honest = journey.origin(0);
    Hop.Pack packing = journey.packing();
    Hop.Handover handover = journey.toWholesaler(0);
    Logged again = maker.commit(honest.batch().entry().entry(), List.of());
    refused(1, Flaw.CLOSED_BEFORE_MADE, from(again), packing, handover);
  }

  /** The slot of the batch is kept open, and the pack handed on out of a later note meanwhile. */
  @Test
  void norDoesItWhenOnlyTheFirstStepWaitsForThat() {
    Origin honest = journey.origin(0);
    Hop.Handover handover = journey.toWholesaler(0);
    Logged again = maker.commit(honest.batch().entry().entry(), List.of());
    refused(2, Flaw.CLOSED_BEFORE_MADE, from(again), journey.packing(), handover);
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
