package io.pharmatrace.gs1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Gathers elements while parsing, and everything that is wrong with them. An identifier is gathered
 * once, so that the list that is searched stays as short as the table of identifiers.
 */
final class ElementCollector {
  private final List<Element> elements = new ArrayList<>(8);
  private final List<Problem> problems = new ArrayList<>(0);

  /** Adds data that begins at {@code position} of the text. */
  void add(ApplicationIdentifier identifier, String value, int position) {
    Problem problem = identifier.check(value);
    if (problem == null) {
      addValid(identifier, value, position);
    } else {
      problems.add(problem.at(position, identifier.ai()));
    }
  }

  /** Adds data that was encoded in the text; {@code place} tells where a character of it stood. */
  void add(ApplicationIdentifier identifier, String value, IntUnaryOperator place) {
    Problem problem = identifier.check(value);
    if (problem == null) {
      addValid(identifier, value, place.applyAsInt(0));
    } else {
      int position = problem.position();
      problems.add(problem.at(place.applyAsInt(position) - position, identifier.ai()));
    }
  }

  private void addValid(ApplicationIdentifier identifier, String value, int position) {
    String ai = identifier.ai();
    for (Element earlier : elements) {
      if (earlier.ai().equals(ai)) {
        repeated(identifier, earlier.value().equals(value), position);
        return;
      }
    }
    elements.add(new Element(ai, value));
  }

  private void repeated(ApplicationIdentifier identifier, boolean same, int position) {
    if (!same) {
      problems.add(
          new Problem(
              ProblemCode.CONTRADICTING_REPEAT,
              position,
              identifier.ai(),
              identifier.describe() + " occurs twice with different data."));
    }
  }

  /** Adds an element that came in another form. */
  void add(Element element) {
    elements.add(element);
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  boolean has(String ai) {
    return elements.stream().anyMatch(element -> element.ai().equals(ai));
  }

  /** What was gathered from the text that begins at {@code position}. */
  Result<ElementString> result(int position) {
    if (!problems.isEmpty()) {
      return Result.problems(problems);
    }
    return elements.isEmpty()
        ? Result.problem(Problem.of(ProblemCode.EMPTY_INPUT, position, "There is no data."))
        : Result.ok(new ElementString(elements));
  }
}
