package io.pharmatrace.gs1;

import java.util.List;
import java.util.Set;

/** Findings where no valid reading is left: what is missing cannot be guessed. */
final class Unresolved {
  static final Finding LOST_START =
      new Finding(
          Fault.LOST_START,
          "The first characters are missing: the computer was not ready, or keys were swallowed."
              + " Scan again.");

  private static final Finding TRUNCATED =
      new Finding(
          Fault.TRUNCATED,
          "The reading ends in the middle of a field: the end is missing. Scan again.");

  private static final Set<ProblemCode> SHORT =
      Set.of(ProblemCode.VALUE_TOO_SHORT, ProblemCode.EMPTY_VALUE);

  private static final Set<ProblemCode> NO_IDENTIFIER =
      Set.of(ProblemCode.UNKNOWN_AI, ProblemCode.UNRECOGNISED_INPUT);

  private Unresolved() {}

  static List<Finding> findings(String text, List<Problem> problems) {
    Problem first = problems.getFirst();
    if (isCutOff(text, first)) {
      return List.of(TRUNCATED);
    }
    boolean fused =
        problems.stream().anyMatch(Unresolved::isTooLong)
            && text.indexOf(ElementString.GS) < 0
            && (text.startsWith("]") || CharacterSet.NUMERIC.contains(text.charAt(0)));
    return fused ? List.of(Readings.lostSeparators()) : List.of();
  }

  private static boolean isCutOff(String text, Problem problem) {
    int rest = text.length() - problem.position();
    int bracket = text.lastIndexOf('(');
    return (SHORT.contains(problem.code()) && rest <= 0)
        || (NO_IDENTIFIER.contains(problem.code())
            && problem.position() > 0
            && beginsIdentifier(text.substring(problem.position())))
        || (bracket > 0
            && text.startsWith("(")
            && text.length() - bracket <= 5
            && CharacterSet.NUMERIC.firstForeign(text, bracket + 1, text.length()) < 0);
  }

  private static boolean beginsIdentifier(String rest) {
    return rest.length() < 4
        && ApplicationIdentifier.all().stream()
            .anyMatch(row -> row.ai().length() > rest.length() && row.ai().startsWith(rest));
  }

  private static boolean isTooLong(Problem problem) {
    String ai = problem.ai();
    return problem.code() == ProblemCode.VALUE_TOO_LONG
        && ai != null
        && ApplicationIdentifier.of(ai).filter(row -> !row.predefinedLength()).isPresent();
  }
}
