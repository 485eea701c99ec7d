package io.pharmatrace.custody.application;

import io.pharmatrace.custody.Suspicions.Code;
import io.pharmatrace.custody.application.Interpreter.Meaning;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Sgtin;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which alert a refused event is: of the European system, our own, or none. Of one thread. */
final class DoubtCodes {
  private final Units units;
  private final StoredPast past;
  private final Duration repeatTolerance;

  /**
   * For the events of a transaction.
   *
   * @param repeatTolerance how long the same shipment again counts as a repeat
   */
  DoubtCodes(Units units, StoredPast past, Duration repeatTolerance) {
    this.units = units;
    this.past = past;
    this.repeatTolerance = repeatTolerance;
  }

  /** The alert, about the unit that stood against the event; null for none. */
  @Nullable Code of(Submission submission, Meaning meaning, Refusal refusal, Epc epc) {
    @Nullable Unit unit = units.get(epc);
    return switch (refusal.reason()) {
      case ALREADY_COMMISSIONED -> madeTwice(submission, meaning, unit);
      case NOT_ACTIVE ->
          unit != null && unit.state() == UnitState.VOID
              ? unknown(meaning, epc)
              : ofState(refusal.reason());
      case BATCH_DIFFERS -> Code.BATCH_DIFFERS;
      case EXPIRY_DIFFERS -> Code.EXPIRY_DIFFERS;
      case UNKNOWN_UNIT -> unknown(meaning, epc);
      case NOT_IN_CUSTODY, NOT_OFFERED, PLACE_UNKNOWN ->
          isStranger(unit, submission) ? Code.CUSTODY_MISMATCH : null;
      case IN_TRANSIT -> unit == null ? null : afterItLeft(submission, meaning, unit.topmost());
      case IN_ANOTHER_UNIT, NOT_INSIDE ->
          isStranger(unit, submission)
              ? Code.CUSTODY_MISMATCH
              : isReceivedAgain(meaning, submission, unit) ? null : Code.AGGREGATION;
      case TOO_DEEP, CONTAINS_ITSELF ->
          isStranger(unit, submission) ? Code.CUSTODY_MISMATCH : Code.AGGREGATION;
      default -> ofState(refusal.reason());
    };
  }

  /** The alert that a change is which the table of states does not allow; null for none. */
  static @Nullable Code ofState(Reason reason) {
    return switch (reason) {
      case ALREADY_SO -> Code.ALREADY_SO;
      case NOT_ACTIVE, FINAL, TOO_LATE, ELSEWHERE, OTHER_STATE -> Code.NOT_POSSIBLE;
      default -> null;
    };
  }

  /**
   * A serial number that is given out twice may be that of a copy. A line that reads a pack twice
   * gives it out once, and tells that soon, whatever time it writes; a logistic unit need not have
   * been told of before it was packed.
   */
  private @Nullable Code madeTwice(Submission submission, Meaning meaning, @Nullable Unit unit) {
    if (unit == null || !(unit.epc() instanceof Sgtin)) {
      return null;
    }
    @Nullable OffsetDateTime told = unit.told();
    boolean repeat =
        told != null
            && Duration.between(told, submission.event().eventTime())
                    .abs()
                    .compareTo(repeatTolerance)
                <= 0
            && submission.organisation().equals(unit.topmost().custodian())
            && meaning instanceof Meaning.Understood understood
            && Objects.equals(understood.place(), unit.topmost().place())
            && past.changedWithin(unit, repeatTolerance);
    return repeat ? null : Code.ALREADY_SO;
  }

  /**
   * Its sender still has before him what he has shipped: a contradiction of what is inside where it
   * is about packing, else of custody. No more than a repeat is the same shipment again, and
   * nothing at all what was before it left, or is said at a desk of what is under way.
   */
  private @Nullable Code afterItLeft(Submission submission, Meaning meaning, Unit shipped) {
    OffsetDateTime time = submission.event().eventTime();
    @Nullable OffsetDateTime departed = shipped.departed();
    if (!(meaning instanceof Meaning.Understood understood)
        || !understood.action().isSighting()
        || (departed != null && !time.isAfter(departed))) {
      return null;
    }
    return switch (understood.action()) {
      case CustodyAction.Pack _, CustodyAction.Unpack _ -> Code.AGGREGATION;
      case CustodyAction.Ship ship
          when ship.to().equals(shipped.inTransitTo())
              && departed != null
              && !time.isAfter(departed.plus(repeatTolerance)) ->
          null;
      default -> Code.CUSTODY_MISMATCH;
    };
  }

  /** What came inside another unit is scanned by itself as well: it is where it should be. */
  private static boolean isReceivedAgain(
      Meaning meaning, Submission submission, @Nullable Unit unit) {
    return unit != null
        && meaning instanceof Meaning.Understood(CustodyAction.Receive _, _, _)
        && submission.organisation().equals(unit.topmost().custodian())
        && unit.topmost().inTransitTo() == null;
  }

  /** Who has nothing to do with it now, and had not when it happened. */
  private boolean isStranger(@Nullable Unit unit, Submission submission) {
    return unit != null
        && !Doubts.involved(unit).contains(submission.organisation())
        && !past.concerned(unit, submission.organisation(), submission.event().eventTime());
  }

  /**
   * A logistic unit that is not known has no code: it need not have been told to anybody. Unless it
   * is said to go into another, or out of it: then it should have been told before.
   */
  private static @Nullable Code unknown(Meaning meaning, Epc epc) {
    if (epc instanceof Sgtin) {
      return Code.UNKNOWN_SERIAL;
    }
    return isChild(meaning, epc) ? Code.AGGREGATION : null;
  }

  /** Whether an event says that a unit goes into another, or out of it. */
  static boolean isChild(Meaning meaning, Epc epc) {
    return meaning instanceof Meaning.Understood understood
        && switch (understood.action()) {
          case CustodyAction.Pack pack -> pack.children().contains(epc);
          case CustodyAction.Unpack unpack -> unpack.children().contains(epc);
          default -> false;
        };
  }
}
