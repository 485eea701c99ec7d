package io.pharmatrace.gs1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gathers elements while parsing, and everything that is wrong with them. An identifier is gathered
 * once, so that the list that is searched stays as short as the table of identifiers.
 */
final class ElementCollector {
  /** A pack has four to six; the array becomes the result. */
  private Element[] elements = new Element[6];

  private int count;
  private @Nullable List<Problem> problems;

  /** Adds data that begins at {@code position} of the text. */
  void add(ApplicationIdentifier identifier, String value, int position) {
    Problem problem = identifier.check(value);
    if (problem == null) {
      addValid(identifier, value, position);
    } else {
      add(problem.at(position, identifier.ai()));
    }
  }

  /** Adds data that was encoded in the text; {@code place} tells where a character of it stood. */
  void add(ApplicationIdentifier identifier, String value, IntUnaryOperator place) {
    Problem problem = identifier.check(value);
    if (problem == null) {
      addValid(identifier, value, place.applyAsInt(0));
    } else {
      int position = problem.position();
      add(problem.at(place.applyAsInt(position) - position, identifier.ai()));
    }
  }

  void addValid(ApplicationIdentifier identifier, String value, int position) {
    Element earlier = find(identifier);
    if (earlier == null) {
      add(Element.ofChecked(identifier, value));
    } else {
      repeated(identifier, earlier.value().equals(value), position);
    }
  }

  private @Nullable Element find(ApplicationIdentifier identifier) {
    for (int i = 0; i < count; i++) {
      if (elements[i].identifier() == identifier) {
        return elements[i];
      }
    }
    return null;
  }

  private void repeated(ApplicationIdentifier identifier, boolean same, int position) {
    if (!same) {
      add(
          new Problem(
              ProblemCode.CONTRADICTING_REPEAT,
              position,
              identifier.ai(),
              identifier.describe() + " occurs twice with different data."));
    }
  }

  /** Adds an element that came in another form. */
  void add(Element element) {
    if (count == elements.length) {
      elements = Arrays.copyOf(elements, 2 * count);
    }
    elements[count++] = element;
  }

  void add(Problem problem) {
    if (problems == null) {
      problems = new ArrayList<>();
    }
    problems.add(problem);
  }

  /** Forgets everything. */
  void clear() {
    count = 0;
    problems = null;
  }

  boolean has(ApplicationIdentifier identifier) {
    return find(identifier) != null;
  }

  /** What was gathered from the text that begins at {@code position}. */
  Result<ElementString> result(int position) {
    List<Problem> wrong = problems(position);
    return wrong == null ? Result.ok(data()) : Result.problems(wrong);
  }

  /** The same as a scan. */
  Result<Scan> scan(int position, Scan.Form form, @Nullable String symbology) {
    List<Problem> wrong = problems(position);
    return wrong == null ? Result.ok(new Scan(form, symbology, data())) : Result.problems(wrong);
  }

  private ElementString data() {
    return new ElementString(new ElementList(elements, count));
  }

  private @Nullable List<Problem> problems(int position) {
    return problems == null && count == 0
        ? List.of(Problem.of(ProblemCode.EMPTY_INPUT, position, "There is no data."))
        : problems;
  }
}
