package io.pharmatrace.custody.domain;

import static io.pharmatrace.custody.domain.Checks.refuse;

import io.pharmatrace.custody.domain.PackTransitions.Obstacle;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the table of states has against a change, as who wanted it is told. Pure. */
final class Obstacles {
  private Obstacles() {}

  /**
   * The refusal.
   *
   * @param ended how the batch of the unit had ended, if it had
   * @param place where the change was wanted, if that was said
   */
  static Refusal refusal(
      Obstacle obstacle, Unit unit, @Nullable Reason ended, @Nullable Gln place) {
    Epc epc = unit.epc();
    String state = unit.state().text();
    return switch (obstacle) {
      case ALREADY_SO -> refuse(Reason.ALREADY_SO, epc, "is already " + state);
      case REPEATED ->
          refuse(
              Reason.REPEATED,
              epc,
              "became " + state + " here a little while ago; this looks like a repeat");
      case INACTIVE -> refuse(Reason.NOT_ACTIVE, epc, "is already " + state);
      case FINAL -> refuse(Reason.FINAL, epc, "is " + state + " and stays so");
      case TOO_LATE -> refuse(Reason.TOO_LATE, epc, "has been " + state + " for over 240 hours");
      case ELSEWHERE -> elsewhere(unit, place);
      case OTHER_STATE -> refuse(Reason.OTHER_STATE, epc, "is " + state);
      case NOTHING_TO_UNDO ->
          refuse(
              Reason.NOTHING_TO_UNDO,
              epc,
              unit.state() == UnitState.ACTIVE ? "is active" : "became " + state + " after that");
      case BATCH_ENDED ->
          refuse(
              ended == null ? Reason.RECALLED : ended,
              epc,
              ended == Reason.EXPIRED
                  ? "expired on " + Objects.requireNonNull(unit.batch()).expiry()
                  : "is of a batch that was recalled or a product that was withdrawn");
    };
  }

  /** Who does not say where he is may be at the right place: that is nothing to suspect. */
  private static Refusal elsewhere(Unit unit, @Nullable Gln place) {
    String became = "became " + unit.state().text();
    if (unit.endedIn() == null) {
      return refuse(
          Reason.PLACE_UNKNOWN,
          unit.epc(),
          became
              + " at a place that nobody named, so that nobody can show to be there; declare the"
              + " event by which it did in error instead");
    }
    return place == null
        ? refuse(
            Reason.PLACE_UNKNOWN,
            unit.epc(),
            became
                + " at a place that is on record, and is undone there only; want it again as a new"
                + " change that names the place, by its GLN")
        : refuse(Reason.ELSEWHERE, unit.epc(), became + " at another place");
  }
}
