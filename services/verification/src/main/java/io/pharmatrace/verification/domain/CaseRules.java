package io.pharmatrace.verification.domain;

import io.pharmatrace.custody.Suspicions;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a case may go on: open, under investigation, closed with a cause, and open again. What puts a
 * pack off sale, or on sale again, is for the manufacturer and the regulators to say, so that no
 * stranger takes a pack off a shelf. Where a pack was met that should not be there nobody closes
 * the case about that himself. Pure.
 */
public final class CaseRules {
  /**
   * A case as it is.
   *
   * @param cause of a closed one
   * @param noticedAt the organisation where it was noticed
   * @param takenUpBy the organisation of who looks into it
   */
  public record Present(
      Suspicions.Code code,
      CaseState state,
      @Nullable Cause cause,
      UUID noticedAt,
      @Nullable UUID takenUpBy) {}

  /**
   * Who wants something of a case.
   *
   * @param decides whether he speaks for the manufacturer of the product or as a regulator
   */
  public record By(UUID organisation, boolean decides) {}

  /**
   * What somebody wants to make of it.
   *
   * @param cause when it is to be closed
   * @param comment why
   */
  public record Wanted(CaseState state, @Nullable Cause cause, @Nullable String comment, By by) {}

  /** What stands against it. */
  public enum Obstacle {
    ALREADY_SO("The case is in that state already."),
    CAUSE_MISSING("A case is closed with a cause."),
    CAUSE_UNWANTED("Only a case that is closed has a cause."),
    COMMENT_MISSING("Say in a comment what the cause was, or why the case is opened again."),
    NOT_YOURS_TO_SAY(
        "Whether a pack is off sale is for the manufacturer of the product and regulators to say."),
    NOT_YOURS_TO_CLOSE(
        "The case is closed by another organisation that has taken it up, the manufacturer of the"
            + " product or a regulator."),
    TAKEN_UP(
        "Another organisation has taken the case up; it, the manufacturer of the product or a"
            + " regulator gives it to somebody else.");

    private final String text;

    Obstacle(String text) {
      this.text = text;
    }

    /** Whether others may do it. */
    public boolean isForOthers() {
      return switch (this) {
        case NOT_YOURS_TO_SAY, NOT_YOURS_TO_CLOSE, TAKEN_UP -> true;
        case ALREADY_SO, CAUSE_MISSING, CAUSE_UNWANTED, COMMENT_MISSING -> false;
      };
    }

    /** A sentence for the user. */
    public String text() {
      return text;
    }
  }

  private CaseRules() {}

  /** What stands against it; empty when nothing does. */
  public static Optional<Obstacle> obstacle(Present present, Wanted wanted) {
    boolean closes = wanted.state() == CaseState.CLOSED;
    if (present.state() == wanted.state()) {
      return Optional.of(Obstacle.ALREADY_SO);
    }
    if (closes != (wanted.cause() != null)) {
      return Optional.of(closes ? Obstacle.CAUSE_MISSING : Obstacle.CAUSE_UNWANTED);
    }
    boolean explains = wanted.cause() == Cause.OTHER || present.state() == CaseState.CLOSED;
    if (explains && wanted.comment() == null) {
      return Optional.of(Obstacle.COMMENT_MISSING);
    }
    boolean sale =
        wanted.cause() == Cause.FALSIFICATION_CONFIRMED
            || present.cause() == Cause.FALSIFICATION_CONFIRMED
            || (present.code() == Suspicions.Code.RETURN_FAILED
                && (closes || present.state() == CaseState.CLOSED));
    if (sale && !wanted.by().decides()) {
      return Optional.of(Obstacle.NOT_YOURS_TO_SAY);
    }
    return closes && !mayClose(present, wanted.by())
        ? Optional.of(Obstacle.NOT_YOURS_TO_CLOSE)
        : Optional.empty();
  }

  /** What stands against giving it to somebody of one's organisation, or to nobody. */
  public static Optional<Obstacle> againstAssignment(Present present, By by) {
    boolean free =
        present.takenUpBy() == null
            || present.takenUpBy().equals(by.organisation())
            || (isCustody(present) && present.takenUpBy().equals(present.noticedAt()));
    return free || by.decides() ? Optional.empty() : Optional.of(Obstacle.TAKEN_UP);
  }

  private static boolean mayClose(Present present, By by) {
    if (by.decides()) {
      return true;
    }
    if (isCustody(present) && by.organisation().equals(present.noticedAt())) {
      return false;
    }
    return present.takenUpBy() == null
        ? !isCustody(present)
        : present.takenUpBy().equals(by.organisation());
  }

  private static boolean isCustody(Present present) {
    return present.code().kind() == Suspicions.Kind.CUSTODY;
  }
}
