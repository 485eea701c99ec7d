package io.pharmatrace.gs1;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of GS1 application identifiers (GS1 General Specifications section 3).
 *
 * @param ai 2 to 4 digits
 * @param title the data title, for example "BATCH/LOT"; empty for coupons
 * @param predefinedLength belongs to the table of predefined lengths: no separator after it
 * @param attribute may stand in the query of a Digital Link
 * @param components the parts of the data, in order; only the last one varies in length
 * @param companions which other identifiers must or must not be present
 * @param qualifiers for a Digital Link key the allowed sequences of key qualifiers; null otherwise
 */
public record ApplicationIdentifier(
    String ai,
    String title,
    boolean predefinedLength,
    boolean attribute,
    List<Component> components,
    Companions companions,
    @Nullable List<List<String>> qualifiers) {

  public ApplicationIdentifier {
    components = List.copyOf(components);
    qualifiers = qualifiers == null ? null : List.copyOf(qualifiers);
  }

  /** The row of {@code ai}, if it is assigned. */
  public static Optional<ApplicationIdentifier> of(String ai) {
    ApplicationIdentifier found = AiTable.INSTANCE.at(ai, 0, ai.length());
    return found == null || found.ai.length() != ai.length()
        ? Optional.empty()
        : Optional.of(found);
  }

  /** All assigned application identifiers in ascending order. */
  public static Collection<ApplicationIdentifier> all() {
    return AiTable.INSTANCE.all();
  }

  /** May be the key of a Digital Link. */
  public boolean isKey() {
    return qualifiers != null;
  }

  public int minLength() {
    int sum = 0;
    for (Component component : components) {
      sum += component.optional() ? 0 : component.min();
    }
    return sum;
  }

  public int maxLength() {
    int sum = 0;
    for (Component component : components) {
      sum += component.max();
    }
    return sum;
  }

  String describe() {
    return title.isEmpty() ? "(" + ai + ")" : "(" + ai + ") " + title;
  }

  /**
   * The first problem of {@code value} as this identifier's data, or null. Linear in its length.
   */
  @Nullable Problem check(String value) {
    int at = 0;
    int length = value.length();
    int maxLength = maxLength();
    if (length == 0) {
      return new Problem(ProblemCode.EMPTY_VALUE, 0, ai, describe() + " is empty.");
    }
    for (Component component : components) {
      if (at == length && component.optional()) {
        return null;
      }
      int to = Math.min(length, at + component.max());
      int foreign = component.characters().firstForeign(value, at, to);
      if (foreign >= 0) {
        return Checks.foreign(
            describe(), ai, component.characters(), value.charAt(foreign), foreign);
      }
      if (to - at < component.min()) {
        return new Problem(
            ProblemCode.VALUE_TOO_SHORT,
            length,
            ai,
            describe() + " has " + length + " characters and needs " + minLength() + " or more.");
      }
      // What is too long is not judged further: its parts may not be what they seem.
      for (FieldRule rule : length > maxLength ? List.<FieldRule>of() : component.rules()) {
        Problem problem = rule.check(value, at, to);
        if (problem != null) {
          return new Problem(
              problem.code(), problem.position(), ai, describe() + ": " + problem.message());
        }
      }
      at = to;
    }
    return length > maxLength ? tooLong(value) : null;
  }

  private Problem tooLong(String value) {
    String hint =
        predefinedLength ? "" : " A separator behind this field may have been lost by the reader.";
    return new Problem(
        ProblemCode.VALUE_TOO_LONG,
        maxLength(),
        ai,
        describe()
            + " has "
            + value.length()
            + " characters where "
            + maxLength()
            + " fit."
            + hint);
  }

  /**
   * One part of an identifier's data.
   *
   * @param min least number of characters, where the part is present
   * @param max greatest number of characters
   */
  public record Component(
      CharacterSet characters, int min, int max, boolean optional, List<FieldRule> rules) {
    public Component {
      rules = List.copyOf(rules);
      if (min < 1 || max < min) {
        throw new IllegalArgumentException("A component holds one character or more.");
      }
    }
  }
}
