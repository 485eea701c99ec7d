package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.CommonFields;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.ProblemCode;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.epcis.Vocabulary;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns single values into domain values; what does not fit becomes a problem and null. */
final class Values {
  private static final Pattern UNIT = Pattern.compile("[A-Z0-9]{2,3}");

  private final Problems problems;

  Values(Problems problems) {
    this.problems = problems;
  }

  /** A text that is not empty; null and a problem if it is of another JSON type. */
  @Nullable String text(@Nullable Scalar scalar) {
    if (scalar == null || !typed(scalar, Scalar.Kind.TEXT, "a text")) {
      return null;
    }
    if (scalar.text().isEmpty()) {
      problems.add(ProblemCode.FIELD_MISSING, scalar.path(), "The value is empty.");
      return null;
    }
    return scalar.text();
  }

  @Nullable OffsetDateTime time(@Nullable Scalar scalar) {
    String text = text(scalar);
    if (scalar == null || text == null) {
      return null;
    }
    Optional<OffsetDateTime> time = Literals.time(text);
    if (time.isEmpty()) {
      problems.add(
          ProblemCode.TIME_INVALID,
          scalar.path(),
          Problems.quote(text)
              + " is no date and time with offset, such as"
              + " 2026-11-21T08:30:00+01:00, with at most nine decimals.");
    }
    return time.orElse(null);
  }

  @Nullable String offset(@Nullable Scalar scalar) {
    String text = text(scalar);
    if (scalar == null || text == null) {
      return null;
    }
    if (!CommonFields.isOffset(text)) {
      problems.add(
          ProblemCode.TIME_ZONE_OFFSET_INVALID,
          scalar.path(),
          Problems.quote(text) + " is no offset such as +01:00 or -05:00.");
      return null;
    }
    return text;
  }

  @Nullable Identifier uri(Fields fields, @Nullable Scalar scalar) {
    String text = text(scalar);
    if (scalar == null || text == null) {
      return null;
    }
    String uri = fields.expand(text);
    Identifier id = Identifier.parse(uri).orElse(null);
    if (id == null) {
      problems.add(
          ProblemCode.URI_INVALID, scalar.path(), Problems.quote(text) + " is no absolute URI.");
    }
    return id;
  }

  /** As {@link #uri}; a GS1 key must be a right one, and may have to name one thing or a class. */
  @Nullable Identifier key(Fields fields, @Nullable Scalar scalar, EpcRule rule) {
    Identifier id = uri(fields, scalar);
    String wrong = id == null ? null : rule.fault(id);
    if (scalar != null && wrong != null) {
      problems.add(ProblemCode.EPC_INVALID, scalar.path(), wrong);
    }
    return id;
  }

  List<Identifier> keys(Fields fields, List<Scalar> scalars, EpcRule rule) {
    return scalars.stream()
        .map(scalar -> key(fields, scalar, rule))
        .filter(Objects::nonNull)
        .toList();
  }

  /** A code of UN/CEFACT Recommendation 20: two or three capital letters and digits. */
  @Nullable String unit(@Nullable Scalar scalar) {
    String text = text(scalar);
    if (scalar == null || text == null) {
      return null;
    }
    if (!UNIT.matcher(text).matches()) {
      problems.add(
          ProblemCode.UNIT_INVALID,
          scalar.path(),
          Problems.quote(text) + " is no unit code of two or three capital letters and digits.");
      return null;
    }
    return text;
  }

  List<Identifier> uris(Fields fields, List<Scalar> scalars) {
    List<Identifier> ids = new ArrayList<>(scalars.size());
    for (Scalar scalar : scalars) {
      Identifier id = uri(fields, scalar);
      if (id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  @Nullable Term term(Vocabulary vocabulary, Fields fields, @Nullable Scalar scalar) {
    String text = text(scalar);
    if (scalar == null || text == null) {
      return null;
    }
    Optional<Term> term =
        Term.parse(vocabulary, text)
            .filter(Term::isStandard)
            .or(() -> Term.parse(vocabulary, fields.expand(text)));
    if (term.isEmpty()) {
      problems.add(
          ProblemCode.TERM_UNKNOWN,
          scalar.path(),
          Problems.quote(text)
              + " is neither a word of CBV 2.0 for this field nor a URI of your own.");
    }
    return term.orElse(null);
  }

  List<Term> terms(Vocabulary vocabulary, Fields fields, List<Scalar> scalars) {
    List<Term> terms = new ArrayList<>(scalars.size());
    for (Scalar scalar : scalars) {
      Term term = term(vocabulary, fields, scalar);
      if (term != null) {
        terms.add(term);
      }
    }
    return terms;
  }

  @Nullable BigDecimal number(@Nullable Scalar scalar) {
    if (scalar == null || !typed(scalar, Scalar.Kind.NUMBER, "a number")) {
      return null;
    }
    BigDecimal number = Literals.number(scalar.text());
    if (number == null) {
      problems.add(
          ProblemCode.NUMBER_INVALID,
          scalar.path(),
          Problems.quote(scalar.text()) + " is no number.");
    }
    return number;
  }

  @Nullable String bool(@Nullable Scalar scalar) {
    if (scalar == null || !typed(scalar, Scalar.Kind.BOOLEAN, "true or false")) {
      return null;
    }
    switch (scalar.text()) {
      case "true", "1" -> {
        return "true";
      }
      case "false", "0" -> {
        return "false";
      }
      default -> {
        problems.add(
            ProblemCode.BOOLEAN_INVALID,
            scalar.path(),
            Problems.quote(scalar.text()) + " is neither true nor false.");
        return null;
      }
    }
  }

  @Nullable String hex(@Nullable Scalar scalar) {
    String text = text(scalar);
    if (scalar == null || text == null) {
      return null;
    }
    try {
      HexFormat.of().parseHex(text);
      return text;
    } catch (IllegalArgumentException notHex) {
      problems.add(
          ProblemCode.HEX_INVALID,
          scalar.path(),
          Problems.quote(text) + " is not an even number of hexadecimal digits.");
      return null;
    }
  }

  private boolean typed(Scalar scalar, Scalar.Kind wanted, String name) {
    if (scalar.kind() == wanted || scalar.kind() == Scalar.Kind.ANY) {
      return true;
    }
    problems.add(ProblemCode.FIELD_TYPE, scalar.path(), "Expected " + name + " here.");
    return false;
  }
}
