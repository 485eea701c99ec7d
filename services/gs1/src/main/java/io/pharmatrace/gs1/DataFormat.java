package io.pharmatrace.gs1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of what parts the data of an application identifier is made; checks it. */
final class DataFormat {
  /**
   * One part. Only the last one varies in length.
   *
   * @param min least number of characters, where the part is present
   * @param max greatest number of characters
   */
  record Component(
      CharacterSet characters, int min, int max, boolean optional, List<FieldRule> rules) {
    Component {
      rules = List.copyOf(rules);
      if (min < 1 || max < min) {
        throw new IllegalArgumentException("A component holds one character or more.");
      }
    }

    /** A number of five digits or more begins, from its second digit on too, with four digits. */
    private boolean implies(FieldRule rule) {
      return (rule == FieldRule.GCPPOS1 || rule == FieldRule.GCPPOS2)
          && characters == CharacterSet.NUMERIC
          && min > 4;
    }
  }

  /** A component as it is walked over: every element of every scan is checked here. */
  private static final class Step {
    final CharacterSet characters;
    final int min;
    final int max;
    final boolean optional;
    final FieldRule[] rules;
    final @Nullable Step next;

    Step(Component component, @Nullable Step next) {
      this.characters = component.characters;
      this.min = component.min;
      this.max = component.max;
      this.optional = component.optional;
      this.rules =
          component.rules().stream()
              .filter(rule -> !component.implies(rule))
              .toArray(FieldRule[]::new);
      this.next = next;
    }

    /** The first problem that a rule finds, its message the end of a sentence, or null. */
    @Nullable Problem check(String text, int from, int to) {
      for (FieldRule rule : rules) {
        Problem problem = rule.check(text, from, to);
        if (problem != null) {
          return problem;
        }
      }
      return null;
    }
  }

  private final Step first;
  private final int minLength;
  private final int maxLength;

  /** Of one component or more. */
  DataFormat(List<Component> components) {
    Step step = new Step(components.getLast(), null);
    for (Component component : components.reversed().subList(1, components.size())) {
      step = new Step(component, step);
    }
    this.first = step;
    this.minLength = components.stream().mapToInt(c -> c.optional() ? 0 : c.min()).sum();
    this.maxLength = components.stream().mapToInt(Component::max).sum();
  }

  int minLength() {
    return minLength;
  }

  int maxLength() {
    return maxLength;
  }

  /**
   * Where the data that begins {@code text[from, to)} ends, as long as its parts and {@code within}
   * allow, or -1 when {@link #check} would find a problem with it.
   */
  int end(String text, int from, int to, CharacterSet within) {
    int at = from;
    for (Step step = first; step != null; step = step.next) {
      int end = step.characters.end(text, at, Math.min(to, at + step.max), within);
      if (end - at < step.min) {
        return end == at && step.optional ? at : -1;
      }
      if (step.check(text, at, end) != null) {
        return -1;
      }
      at = end;
    }
    return at;
  }

  @Nullable Problem check(ApplicationIdentifier identifier, String value) {
    int at = 0;
    int length = value.length();
    if (length == 0) {
      return problem(identifier, ProblemCode.EMPTY_VALUE, 0, " is empty.");
    }
    for (Step step = first; step != null; step = step.next) {
      if (at == length && step.optional) {
        return null;
      }
      int to = Math.min(length, at + step.max);
      int foreign = step.characters.firstForeign(value, at, to);
      if (foreign >= 0) {
        return Checks.foreign(
            identifier.describe(),
            identifier.ai(),
            step.characters,
            value.charAt(foreign),
            foreign);
      }
      if (to - at < step.min) {
        return problem(
            identifier,
            ProblemCode.VALUE_TOO_SHORT,
            length,
            " has " + length + " characters and needs " + minLength + " or more.");
      }
      // What is too long is not judged further: its parts may not be what they seem.
      Problem problem = length > maxLength ? null : step.check(value, at, to);
      if (problem != null) {
        return problem(identifier, problem.code(), problem.position(), ": " + problem.message());
      }
      at = to;
    }
    return length > maxLength ? tooLong(identifier, length) : null;
  }

  private Problem tooLong(ApplicationIdentifier identifier, int length) {
    return problem(
        identifier,
        ProblemCode.VALUE_TOO_LONG,
        maxLength,
        " has " + length + " characters where " + maxLength + " fit.");
  }

  private static Problem problem(
      ApplicationIdentifier identifier, ProblemCode code, int position, String rest) {
    return new Problem(code, position, identifier.ai(), identifier.describe() + rest);
  }
}
