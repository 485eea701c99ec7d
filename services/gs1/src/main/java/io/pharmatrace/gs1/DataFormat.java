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
  }

  // Arrays and sums, because every element of every scan is checked here.
  private final Component[] components;
  private final FieldRule[][] rules;
  private final int minLength;
  private final int maxLength;

  DataFormat(List<Component> components) {
    this.components = components.toArray(Component[]::new);
    this.rules =
        components.stream()
            .map(c -> c.rules().toArray(FieldRule[]::new))
            .toArray(FieldRule[][]::new);
    this.minLength = components.stream().mapToInt(c -> c.optional() ? 0 : c.min()).sum();
    this.maxLength = components.stream().mapToInt(Component::max).sum();
  }

  int minLength() {
    return minLength;
  }

  int maxLength() {
    return maxLength;
  }

  @Nullable Problem check(ApplicationIdentifier identifier, String value) {
    int at = 0;
    int length = value.length();
    if (length == 0) {
      return problem(identifier, ProblemCode.EMPTY_VALUE, 0, " is empty.");
    }
    for (int i = 0; i < components.length; i++) {
      Component component = components[i];
      if (at == length && component.optional) {
        return null;
      }
      int to = Math.min(length, at + component.max);
      int foreign = component.characters.firstForeign(value, at, to);
      if (foreign >= 0) {
        return Checks.foreign(
            identifier.describe(),
            identifier.ai(),
            component.characters,
            value.charAt(foreign),
            foreign);
      }
      if (to - at < component.min) {
        return problem(
            identifier,
            ProblemCode.VALUE_TOO_SHORT,
            length,
            " has " + length + " characters and needs " + minLength + " or more.");
      }
      // What is too long is not judged further: its parts may not be what they seem.
      Problem problem = length > maxLength ? null : checkRules(rules[i], value, at, to);
      if (problem != null) {
        return problem(identifier, problem.code(), problem.position(), ": " + problem.message());
      }
      at = to;
    }
    return length > maxLength ? tooLong(identifier, length) : null;
  }

  private static @Nullable Problem checkRules(FieldRule[] rules, String value, int from, int to) {
    for (FieldRule rule : rules) {
      Problem problem = rule.check(value, from, to);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private Problem tooLong(ApplicationIdentifier identifier, int length) {
    String hint =
        identifier.predefinedLength()
            ? ""
            : " A separator behind this field may have been lost by the reader.";
    return problem(
        identifier,
        ProblemCode.VALUE_TOO_LONG,
        maxLength,
        " has " + length + " characters where " + maxLength + " fit." + hint);
  }

  private static Problem problem(
      ApplicationIdentifier identifier, ProblemCode code, int position, String rest) {
    return new Problem(code, position, identifier.ai(), identifier.describe() + rest);
  }
}
