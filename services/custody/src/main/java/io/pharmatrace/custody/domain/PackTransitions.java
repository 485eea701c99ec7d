package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.Gln;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a pack may go from one state into another, by the table in {@link UnitState}.
 * Everything is judged by the time when it happened, so what was done offline ends as it would have
 * ended at once. Pure.
 */
public final class PackTransitions {
  /** How long a mistake can be undone: 240 hours (EU 2016/161 article 13). */
  public static final Duration UNDO_WITHIN = Duration.ofDays(10);

  /** What comes at the same time is not late: of two dispenses one succeeds. */
  public static final Duration LATE = Duration.ofMinutes(5);

  /**
   * A pack as it is.
   *
   * @param since when it came into its state; null for one that has been Active all along, and
   *     where it is not known
   * @param place where that happened
   * @param batchEnded whether its batch was expired or recalled, or its product withdrawn, when the
   *     change is said to have happened
   */
  public record Present(
      UnitState state, @Nullable OffsetDateTime since, @Nullable Gln place, boolean batchEnded) {}

  /**
   * A change that somebody wants.
   *
   * @param state the new state; not Void
   * @param undone which state is taken back, if the request says so
   * @param time when it happened
   * @param place where
   * @param byHolder whether it is said by who has the pack
   */
  public record Wanted(
      UnitState state,
      @Nullable UnitState undone,
      OffsetDateTime time,
      @Nullable Gln place,
      boolean byHolder) {
    public Wanted {
      if (!state.canBeWanted()) {
        throw new IllegalArgumentException("nobody brings a pack into the state " + state);
      }
    }
  }

  /** Why a change is refused. */
  public enum Obstacle {
    /** It is in that state already. */
    ALREADY_SO,
    /** It came into that state a little while ago and at the same place: somebody asks twice. */
    REPEATED,
    /** It has ended in another way; only Active can be left for another state. */
    INACTIVE,
    /** From this state nothing leads back. */
    FINAL,
    /** It can be undone no more. */
    TOO_LATE,
    /** It can be undone only where it was done. */
    ELSEWHERE,
    /** It is in another state than the one that is to be undone. */
    OTHER_STATE,
    /** It is active, or ended only later, so there is nothing to undo. */
    NOTHING_TO_UNDO,
    /** Its batch is expired or recalled, or its product withdrawn. */
    BATCH_ENDED
  }

  private PackTransitions() {}

  /**
   * What stands against a change; empty when nothing does.
   *
   * @param repeatTolerance within which the same state again, at the same place, is a repeat
   */
  public static Optional<Obstacle> obstacle(
      Present present, Wanted wanted, Duration repeatTolerance) {
    return Optional.ofNullable(
        wanted.state() == UnitState.ACTIVE
            ? againstReturn(present, wanted)
            : againstEnd(present, wanted, repeatTolerance));
  }

  private static @Nullable Obstacle againstEnd(
      Present present, Wanted wanted, Duration repeatTolerance) {
    if (wanted.state() == present.state() && isRepeat(present, wanted, repeatTolerance)) {
      return Obstacle.REPEATED;
    }
    // A higher level overrides a lower one: product and batch come before the pack.
    if (present.batchEnded() && wanted.state().givesOut()) {
      return Obstacle.BATCH_ENDED;
    }
    if (!wasActiveThen(present, wanted)) {
      if (wanted.state() == present.state()) {
        return Obstacle.ALREADY_SO;
      }
      if (!present.state().ends().contains(wanted.state())) {
        return Obstacle.INACTIVE;
      }
    }
    return null;
  }

  /**
   * Whether what is told of a pack by who has it was taken back since: of what happened before its
   * latest return to Active only that it was stolen or destroyed still counts, as it would have if
   * it had been told in time.
   */
  static boolean isTakenBack(Unit unit, UnitState wanted, OffsetDateTime at) {
    @Nullable OffsetDateTime since = unit.endedAt();
    return unit.state() == UnitState.ACTIVE
        && since != null
        && at.isBefore(since)
        && wanted.toActive() != UnitState.Return.NEVER;
  }

  /** Told late: when it is said to have ended otherwise, or again, it was still Active. */
  private static boolean wasActiveThen(Present present, Wanted wanted) {
    return present.since() != null
        && wanted.time().plus(LATE).isBefore(present.since())
        && present.state().yieldsTo(wanted.state());
  }

  /**
   * Either may be told first. Where a place is not known, nobody can say that it is the same; where
   * neither is, who has the pack repeats himself.
   */
  private static boolean isRepeat(Present present, Wanted wanted, Duration tolerance) {
    boolean here =
        present.place() == null
            ? wanted.place() == null && wanted.byHolder()
            : present.place().equals(wanted.place());
    return present.since() != null
        && here
        && Duration.between(present.since(), wanted.time()).abs().compareTo(tolerance) <= 0;
  }

  /**
   * Why a pack that has ended comes back by nothing, neither an undo nor the word that its end was
   * told in error; null when it may.
   *
   * @param batchEnded as of {@link Present}
   */
  static @Nullable Obstacle againstReturnEver(UnitState state, boolean batchEnded) {
    if (batchEnded) {
      return Obstacle.BATCH_ENDED;
    }
    return state.toActive() == UnitState.Return.NEVER ? Obstacle.FINAL : null;
  }

  private static @Nullable Obstacle againstReturn(Present present, Wanted wanted) {
    @Nullable OffsetDateTime since = present.since();
    // Before it ended it was active: what happened then undid nothing.
    if (present.state() == UnitState.ACTIVE || (since != null && wanted.time().isBefore(since))) {
      return Obstacle.NOTHING_TO_UNDO;
    }
    boolean other = wanted.undone() != null && wanted.undone() != present.state();
    if (other && !present.batchEnded()) {
      return Obstacle.OTHER_STATE;
    }
    @Nullable Obstacle ever = againstReturnEver(present.state(), present.batchEnded());
    if (ever != null || present.state().toActive() == UnitState.Return.ALWAYS) {
      return ever;
    }
    if (wanted.place() == null || !wanted.place().equals(present.place())) {
      return Obstacle.ELSEWHERE;
    }
    return since == null || wanted.time().isAfter(since.plus(UNDO_WITHIN))
        ? Obstacle.TOO_LATE
        : null;
  }
}
