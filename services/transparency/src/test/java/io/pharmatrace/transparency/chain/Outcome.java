package io.pharmatrace.transparency.chain;

import java.util.Optional;

/** Reads a {@link Checked}. */
final class Outcome {
  private Outcome() {}

  static <T> T proven(Checked<T> checked) {
    return switch (checked) {
      case Checked.Proven<T>(T value) -> value;
      case Checked.Refused<T> refused -> throw new AssertionError(refused.words());
    };
  }

  /** The flaw that was found; none if everything was proven. */
  static Optional<Flaw> flaw(Checked<?> checked) {
    return checked instanceof Checked.Refused<?>(Flaw flaw, String where)
        ? Optional.of(flaw)
        : Optional.empty();
  }
}
