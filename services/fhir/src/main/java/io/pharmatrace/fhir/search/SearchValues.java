package io.pharmatrace.fhir.search;

import io.pharmatrace.fhir.FhirTime;
import io.pharmatrace.fhir.Problem;
import io.pharmatrace.fhir.ProblemCode;
import io.pharmatrace.fhir.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the values of search parameters (R4, 3.1.1.4). */
final class SearchValues {
  private static final int MOST_VALUES = 20;

  /** A value or modifier that cannot be used; never leaves this package. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    private final ProblemCode code;

    Unusable(ProblemCode code, String message) {
      super(message, null, false, false);
      this.code = code;
    }

    ProblemCode code() {
      return code;
    }
  }

  private SearchValues() {}

  static Criterion criterion(SearchParameter parameter, String modifier, String value)
      throws Unusable {
    List<String> values = split(value, ',');
    if (values.size() > MOST_VALUES) {
      throw new Unusable(
          ProblemCode.SEARCH_TOO_COMPLEX, "A parameter has " + MOST_VALUES + " values at most.");
    }
    if (values.stream().anyMatch(String::isBlank)) {
      throw invalid("A value is empty.");
    }
    String name = parameter.name();
    switch (parameter.kind()) {
      case TOKEN -> {
        noModifier(modifier);
        List<Criterion.Token> tokens = new ArrayList<>();
        for (String one : values) {
          tokens.add(name.equals("_id") ? logicalId(one) : token(one));
        }
        return new Criterion.Tokens(name, tokens);
      }
      case REFERENCE -> {
        List<Criterion.Target> targets = new ArrayList<>();
        for (String one : values) {
          targets.add(target(parameter, modifier, unescaped(one)));
        }
        return new Criterion.References(name, targets);
      }
      case DATE -> {
        noModifier(modifier);
        List<Criterion.DateBound> bounds = new ArrayList<>();
        for (String one : values) {
          bounds.add(bound(one));
        }
        return new Criterion.Dates(name, bounds);
      }
      case STRING -> {
        if (!modifier.equals("exact")) {
          throw new Unusable(
              ProblemCode.SEARCH_UNSUPPORTED,
              "Texts are stored sealed and found whole only: ask for " + name + ":exact.");
        }
        return new Criterion.Texts(name, values.stream().map(SearchValues::unescaped).toList());
      }
    }
    throw new IllegalStateException("a kind without values");
  }

  private static void noModifier(String modifier) throws Unusable {
    if (!modifier.isEmpty()) {
      throw new Unusable(
          ProblemCode.SEARCH_UNSUPPORTED,
          "The modifier " + Problem.quote(modifier) + " is not supported here.");
    }
  }

  private static Criterion.Token logicalId(String value) throws Unusable {
    if (!value.matches("[A-Za-z0-9.-]{1,64}")) {
      throw invalid(Problem.quote(value) + " is no logical id.");
    }
    return new Criterion.Token(null, value);
  }

  private static Criterion.Token token(String value) throws Unusable {
    List<String> parts = split(value, '|');
    if (parts.size() > 2) {
      throw invalid(Problem.quote(value) + " is not code, system|code, |code or system|.");
    }
    String code = unescaped(parts.getLast());
    if (parts.size() == 1) {
      return new Criterion.Token(null, code);
    }
    String system = unescaped(parts.getFirst());
    if (system.isEmpty() && code.isEmpty()) {
      throw invalid("A token names a system, a code or both.");
    }
    return new Criterion.Token(system, code.isEmpty() ? null : code);
  }

  private static Criterion.Target target(SearchParameter parameter, String modifier, String value)
      throws Unusable {
    if (value.matches("[A-Za-z0-9.-]{1,64}")) {
      List<String> targets = parameter.targets();
      if (modifier.isEmpty() && targets.size() != 1) {
        throw invalid(Problem.quote(value) + " does not say of which type; write Type/id.");
      }
      String type = modifier.isEmpty() ? targets.getFirst() : modifier;
      return allowed(parameter, type, value);
    }
    Reference reference = new Reference(value, null, null, null);
    String type = reference.targetType();
    String id = reference.id();
    if (!modifier.isEmpty() || type == null || id == null || value.contains("/_history/")) {
      throw invalid(
          Problem.quote(value)
              + " is neither Type/id nor an address that ends so, without version.");
    }
    return reference.isRelative()
        ? allowed(parameter, type, id)
        : new Criterion.Target(null, value);
  }

  private static Criterion.Target allowed(SearchParameter parameter, String type, String id)
      throws Unusable {
    if (!parameter.targets().isEmpty() && !parameter.targets().contains(type)) {
      throw invalid(
          parameter.name()
              + " never leads to a "
              + Problem.quote(type)
              + ", only to one of "
              + parameter.targets()
              + ".");
    }
    if (!type.matches("[A-Z][A-Za-z]{1,40}")) {
      throw invalid(Problem.quote(type) + " is no type of resource.");
    }
    return new Criterion.Target(type, id);
  }

  private static Criterion.DateBound bound(String value) throws Unusable {
    Criterion.Prefix prefix = Criterion.Prefix.EQ;
    String text = value;
    if (value.length() > 2 && Character.isLetter(value.charAt(0))) {
      String letters = value.substring(0, 2).toUpperCase(Locale.ROOT);
      if (letters.equals("AP")) {
        throw new Unusable(
            ProblemCode.SEARCH_UNSUPPORTED, "About (ap) is not supported; write two bounds.");
      }
      for (Criterion.Prefix one : Criterion.Prefix.values()) {
        if (value.startsWith(one.name().toLowerCase(Locale.ROOT))) {
          prefix = one;
          text = value.substring(2);
        }
      }
    }
    // In a query a plus sign that was not escaped has become a space.
    FhirTime time = FhirTime.parse(text.replace(' ', '+'), FhirTime.Form.SEARCH);
    if (time == null) {
      throw invalid(
          Problem.quote(value) + " is no date as 2026-11, 2026-11-22 or ge2026-11-22T08:00:00Z.");
    }
    return new Criterion.DateBound(prefix, time);
  }

  /** The parts between separators that are not escaped; the escapes stay. */
  private static List<String> split(String value, char separator) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        part.append(c).append(value.charAt(++i));
      } else if (c == separator) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static String unescaped(String value) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      plain.append(c == '\\' && i + 1 < value.length() ? value.charAt(++i) : c);
    }
    return plain.toString();
  }

  private static Unusable invalid(String message) {
    return new Unusable(ProblemCode.SEARCH_VALUE_INVALID, message);
  }
}
