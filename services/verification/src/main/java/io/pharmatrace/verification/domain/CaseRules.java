package io.pharmatrace.verification.domain;

import io.pharmatrace.custody.Suspicions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a case may go on: open, under investigation, closed with a cause, and open again. What puts a
 * pack off sale, or on sale again, is for the manufacturer and the regulators to say, so that no
 * stranger takes a pack off a shelf. Pure.
 */
public final class CaseRules {
  /**
   * A case as it is.
   *
   * @param cause of a closed one
   */
  public record Present(Suspicions.Code code, CaseState state, @Nullable Cause cause) {}

  /**
   * What somebody wants to make of it.
   *
   * @param cause when it is to be closed
   * @param comment why
   * @param decides whether he speaks for the manufacturer of the product or as a regulator
   */
  public record Wanted(
      CaseState state, @Nullable Cause cause, @Nullable String comment, boolean decides) {}

  /** What stands against it. */
  public enum Obstacle {
    ALREADY_SO("The case is in that state already."),
    CAUSE_MISSING("A case is closed with a cause."),
    CAUSE_UNWANTED("Only a case that is closed has a cause."),
    COMMENT_MISSING("Say in a comment what the cause was, or why the case is opened again."),
    NOT_YOURS_TO_SAY(
        "Whether a pack is off sale is for the manufacturer of the product and regulators to say.");

    private final String text;

    Obstacle(String text) {
      this.text = text;
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
    return sale && !wanted.decides() ? Optional.of(Obstacle.NOT_YOURS_TO_SAY) : Optional.empty();
  }
}
