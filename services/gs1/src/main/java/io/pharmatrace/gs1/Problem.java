package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with GS1 data.
 *
 * @param code stable, for machines
 * @param position index of the first offending character in the text that was given, from 0
 * @param ai the application identifier concerned, where one is known
 * @param message a sentence for people; it repeats no more than the offending character
 */
public record Problem(ProblemCode code, int position, @Nullable String ai, String message) {

  /** The same problem in a longer text, where this text begins at {@code offset}. */
  Problem at(int offset, @Nullable String ai) {
    return new Problem(code, position + offset, this.ai == null ? ai : this.ai, message);
  }

  static Problem of(ProblemCode code, int position, String message) {
    return new Problem(code, position, null, message);
  }

  static void throwIfAny(@Nullable Problem problem) {
    if (problem != null) {
      throw new IllegalArgumentException(problem.message());
    }
  }
}
