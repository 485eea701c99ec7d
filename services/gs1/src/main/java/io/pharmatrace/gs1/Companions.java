package io.pharmatrace.gs1;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which application identifiers must, and must not, accompany one (GS1 General Specifications 4.13
 * and 4.14). In a pattern {@code n} stands for any digit: {@code 35nn}.
 *
 * @param required every member must be satisfied; a member lists alternatives, an alternative the
 *     patterns that it needs together
 * @param excluded patterns none of which may be present; an identifier never excludes itself
 */
public record Companions(List<List<List<String>>> required, List<String> excluded) {

  public Companions {
    required = List.copyOf(required);
    excluded = List.copyOf(excluded);
  }

  /** A requirement of {@code ai} that {@code present} does not meet, as its alternatives. */
  Optional<List<List<String>>> unmet(String ai, Set<String> present) {
    return required.stream()
        .filter(
            alternatives ->
                alternatives.stream()
                    .noneMatch(group -> group.stream().allMatch(p -> any(ai, p, present))))
        .findFirst();
  }

  /** Those of {@code present} that may not stand beside {@code ai}, in ascending order. */
  List<String> conflicting(String ai, Set<String> present) {
    return present.stream()
        .filter(other -> !other.equals(ai))
        .filter(other -> excluded.stream().anyMatch(pattern -> matches(pattern, other)))
        .sorted()
        .toList();
  }

  private static boolean any(String ai, String pattern, Set<String> present) {
    return present.stream().anyMatch(other -> !other.equals(ai) && matches(pattern, other));
  }

  private static boolean matches(String pattern, String ai) {
    if (pattern.length() != ai.length()) {
      return false;
    }
    for (int i = 0; i < ai.length(); i++) {
      char p = pattern.charAt(i);
      if (p != 'n' && p != ai.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
