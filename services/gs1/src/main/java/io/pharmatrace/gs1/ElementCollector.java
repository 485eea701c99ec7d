package io.pharmatrace.gs1;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers elements while parsing, and everything that is wrong with them. */
final class ElementCollector {
  private final List<Element> elements = new ArrayList<>();
  private final Map<String, String> values = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /** Adds data that begins at {@code position} of the text. */
  void add(ApplicationIdentifier identifier, String value, int position) {
    String ai = identifier.ai();
    Problem problem = identifier.check(value);
    if (problem != null) {
      problems.add(problem.at(position, ai));
      return;
    }
    String earlier = values.putIfAbsent(ai, value);
    if (earlier == null) {
      elements.add(new Element(ai, value));
    } else if (!earlier.equals(value)) {
      problems.add(
          new Problem(
              ProblemCode.CONTRADICTING_REPEAT,
              position,
              ai,
              identifier.describe() + " occurs twice with different data."));
    }
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  boolean has(String ai) {
    return values.containsKey(ai);
  }

  Result<ElementString> result() {
    if (!problems.isEmpty()) {
      return Result.problems(problems);
    }
    return elements.isEmpty()
        ? Result.problem(Problem.of(ProblemCode.EMPTY_INPUT, 0, "There is no data."))
        : Result.ok(new ElementString(elements));
  }
}
