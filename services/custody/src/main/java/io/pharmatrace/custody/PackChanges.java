package io.pharmatrace.custody;

import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Sgtin;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Changes the state of a pack on the word of who holds it (docs/pack-states.md). Each change is an
 * EPCIS event, decided and stored in one transaction: of two simultaneous dispenses one succeeds.
 */
public interface PackChanges {
  /** The states that can be wanted, Active for undoing first. */
  List<String> STATES =
      Arrays.stream(UnitState.values())
          .filter(UnitState::canBeWanted)
          .map(UnitState::text)
          .toList();

  /** What to do about a refusal with that code. */
  static String remedy(String code) {
    return Arrays.stream(Refusal.Reason.values())
        .filter(reason -> reason.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no reason " + code))
        .remedy();
  }

  /**
   * A change that somebody wants.
   *
   * @param organisation who asks
   * @param transactionId chosen by the client, 1 to 100 characters; a repeat with the same id is
   *     given the first answer and changes nothing
   * @param pack which pack
   * @param state the new state, in the words of docs/pack-states.md
   * @param undone which state is taken back, when the new one is Active; null for whichever
   * @param time when it happened; null for now
   * @param place where it happened
   * @param lot batch number on the label, if it was read
   * @param expiry expiry date on the label, if it was read
   * @param entry how the pack was named
   */
  record Wanted(
      UUID organisation,
      String transactionId,
      Sgtin pack,
      String state,
      @Nullable String undone,
      @Nullable OffsetDateTime time,
      @Nullable Gln place,
      @Nullable Lot lot,
      @Nullable ExpiryDate expiry,
      Entry entry) {}

  /**
   * What a refused change is an alert of.
   *
   * @param code of docs/alerts.md
   * @param raised whether a case tells of it; not of a repeat, of what was typed once, and of what
   *     a fault of scanner or keyboard explains
   */
  record Alert(String code, boolean raised) {}

  /** What became of it. */
  sealed interface Answer {
    /**
     * The pack is in the new state.
     *
     * @param eventId of the EPCIS event that says so
     */
    record Done(String eventId) implements Answer {}

    /**
     * Nothing changed.
     *
     * @param code stable code of docs/errors.md, "Why a scan or event is rejected"
     * @param detail a sentence about this very change
     * @param alert what it is an alert of; null where it is none
     */
    record Refused(String code, String detail, @Nullable Alert alert) implements Answer {}

    /** The transaction id was used for another change. */
    record OtherContent() implements Answer {}
  }

  /**
   * Changes a state.
   *
   * @throws IllegalArgumentException when a state is none that can be wanted
   */
  Answer change(Wanted wanted);

  /**
   * Changes states in the caller's transaction, in the order given, each by itself: what is refused
   * keeps back nothing else.
   *
   * @param transaction to be begun anew when this throws
   * @return an answer for each
   * @throws IllegalArgumentException when a state is none that can be wanted
   */
  List<Answer> change(Handle transaction, List<Wanted> wanted);
}
