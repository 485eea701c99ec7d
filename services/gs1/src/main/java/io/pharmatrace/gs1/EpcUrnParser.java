package io.pharmatrace.gs1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads EPC URNs by bringing them into elements: fields are put together, check digits computed.
 */
final class EpcUrnParser {
  private static final int MAX_LENGTH = 512;
  private static final int SHORTEST_PREFIX = 6;
  private static final int LONGEST_PREFIX = 12;

  /** How the company prefix and the reference make a key. */
  private enum Key {
    /** The first digit of the reference goes in front; a check digit follows. */
    INDICATED,
    /** One after the other; a check digit follows. */
    PLAIN,
    /** One after the other. */
    JOINED
  }

  /**
   * One scheme.
   *
   * @param digits of prefix and reference together, 0 where that varies
   * @param fields separated by dots before the tail
   * @param ai of the key
   * @param tailAi of the last field; the key's own where it is appended; null where there is none
   */
  private record Scheme(
      String name, Key key, int digits, int fields, String ai, @Nullable String tailAi) {}

  private static final Map<String, Scheme> SCHEMES =
      List.of(
              new Scheme("id:sgtin", Key.INDICATED, 13, 2, "01", "21"),
              new Scheme("class:lgtin", Key.INDICATED, 13, 2, "01", "10"),
              new Scheme("id:upui", Key.INDICATED, 13, 2, "01", "235"),
              new Scheme("id:itip", Key.INDICATED, 13, 4, "8006", "21"),
              new Scheme("id:sscc", Key.INDICATED, 17, 2, "00", null),
              new Scheme("id:sgln", Key.PLAIN, 12, 2, "414", "254"),
              new Scheme("id:pgln", Key.PLAIN, 12, 2, "417", null),
              new Scheme("id:grai", Key.PLAIN, 12, 2, "8003", "8003"),
              new Scheme("id:gdti", Key.PLAIN, 12, 2, "253", "253"),
              new Scheme("id:sgcn", Key.PLAIN, 12, 2, "255", "255"),
              new Scheme("id:gsrn", Key.PLAIN, 17, 2, "8018", null),
              new Scheme("id:gsrnp", Key.PLAIN, 17, 2, "8017", null),
              new Scheme("id:gsin", Key.PLAIN, 16, 2, "402", null),
              new Scheme("id:cpi", Key.JOINED, 0, 2, "8010", "8011"),
              new Scheme("id:giai", Key.JOINED, 0, 1, "8004", "8004"),
              new Scheme("id:ginc", Key.JOINED, 0, 1, "401", "401"))
          .stream()
          .collect(Collectors.toMap(Scheme::name, Function.identity()));

  private EpcUrnParser() {}

  static Result<EpcUrn> parse(String urn) {
    if (urn.length() > MAX_LENGTH) {
      return problem(
          ProblemCode.INPUT_TOO_LONG,
          MAX_LENGTH,
          "An EPC URN has at most " + MAX_LENGTH + " characters.");
    }
    String[] parts = urn.split(":", 5);
    if (parts.length < 5
        || !parts[0].equalsIgnoreCase("urn")
        || !parts[1].equalsIgnoreCase("epc")) {
      return problem(ProblemCode.UNKNOWN_EPC_SCHEME, 0, "This is not an EPC URN.");
    }
    boolean pattern = parts[2].equals("idpat");
    Scheme scheme = SCHEMES.get((pattern ? "id" : parts[2]) + ':' + parts[3]);
    if (scheme == null || (pattern && scheme.tailAi == null)) {
      return problem(
          ProblemCode.UNKNOWN_EPC_SCHEME,
          8,
          "The scheme of this EPC URN is not one of GS1's keys.");
    }
    int offset = urn.length() - parts[4].length();
    String body = parts[4];
    int foreign = CharacterSet.URN.firstForeign(body, 0, body.length());
    if (foreign >= 0) {
      char c = body.charAt(foreign);
      return problem(
          ProblemCode.INVALID_CHARACTER,
          offset + foreign,
          "An EPC URN may not hold " + Checks.name(c) + "; in data it is percent-encoded.");
    }
    if (pattern) {
      if (!body.endsWith(".*") || body.indexOf('*') < body.length() - 1) {
        return malformed(offset, "ends with .* and has no other wildcard");
      }
      body = body.substring(0, body.length() - 2);
    }
    return fields(scheme, body, offset, pattern);
  }

  /**
   * A field between dots.
   *
   * @param value without percent-encoding
   * @param place of its first character in the URN
   */
  private record Field(String value, String encoded, int place) {
    boolean isNumber() {
      return CharacterSet.NUMERIC.firstForeign(value, 0, value.length()) < 0;
    }
  }

  private static Result<EpcUrn> fields(Scheme scheme, String body, int offset, boolean pattern) {
    boolean hasTail = scheme.tailAi != null && !pattern;
    int expected = scheme.fields + (hasTail ? 1 : 0);
    // A tail may hold dots of its own.
    String[] raw = body.split("\\.", hasTail ? expected : -1);
    if (raw.length != expected) {
      return malformed(offset, "has " + expected + " fields here, separated by dots");
    }
    List<Field> fields = new ArrayList<>();
    int place = offset;
    for (String encoded : raw) {
      Result<String> decoded = Percent.decode(encoded);
      if (!(decoded instanceof Result.Ok<String>(String value))) {
        int at = place;
        return Result.problems(
            decoded.problemList().stream().map(p -> p.at(at, scheme.ai)).toList());
      }
      fields.add(new Field(value, encoded, place));
      place += encoded.length() + 1;
    }
    return key(scheme, fields, hasTail);
  }

  private static Result<EpcUrn> key(Scheme scheme, List<Field> fields, boolean hasTail) {
    Field prefix = fields.getFirst();
    int digits = prefix.value.length();
    if (digits < SHORTEST_PREFIX || digits > LONGEST_PREFIX || !prefix.isNumber()) {
      return malformed(prefix.place, "begins with a company prefix of 6 to 12 digits");
    }
    Field reference = scheme.fields < 2 ? new Field("", "", prefix.place) : fields.get(1);
    boolean fits = reference.isNumber() && digits + reference.value.length() == scheme.digits;
    if (scheme.digits > 0 && !fits) {
      return malformed(
          reference.place,
          "has " + scheme.digits + " digits in company prefix and reference together");
    }
    Traced value = key(scheme, prefix, reference);
    for (int i = 2; i < scheme.fields; i++) {
      add(fields.get(i), value);
    }
    return elements(scheme, value, hasTail ? fields.getLast() : null)
        .flatMap(found -> urn(found, digits, prefix.place));
  }

  private static Traced key(Scheme scheme, Field prefix, Field reference) {
    Traced value = new Traced(prefix.place);
    if (scheme.ai.equals("8003")) {
      value.add("0", prefix.place);
    }
    return switch (scheme.key) {
      case INDICATED ->
          value
              .add(reference.value.substring(0, 1), reference.place)
              .add(prefix.value, prefix.place)
              .add(reference.value.substring(1), reference.place + 1)
              .addCheckDigit();
      case PLAIN ->
          value
              .add(prefix.value, prefix.place)
              .add(reference.value, reference.place)
              .addCheckDigit();
      case JOINED -> add(reference, value.add(prefix.value, prefix.place));
    };
  }

  private static Traced add(Field field, Traced value) {
    return value.addDecoded(field.value, field.encoded, field.place);
  }

  private static Result<List<Element>> elements(Scheme scheme, Traced key, @Nullable Field tail) {
    String tailAi = scheme.tailAi;
    if (tail == null || tailAi == null) {
      return element(scheme.ai, key).map(List::of);
    }
    if (tailAi.equals(scheme.ai)) {
      return tail.value.isEmpty()
          ? malformed(tail.place, "ends with a serial number that is not empty")
          : element(scheme.ai, add(tail, key)).map(List::of);
    }
    return element(scheme.ai, key)
        .flatMap(
            first ->
                element(tailAi, add(tail, new Traced(tail.place)))
                    .map(second -> List.of(first, second)));
  }

  private static Result<Element> element(String ai, Traced value) {
    String text = value.toString();
    Problem problem = Checks.value(ai, text);
    return problem == null
        ? Result.ok(new Element(ai, text))
        : Result.problem(
            new Problem(
                problem.code(), value.place(problem.position()), problem.ai(), problem.message()));
  }

  private static Result<EpcUrn> urn(List<Element> elements, int prefixLength, int offset) {
    return EpcKeys.find(elements)
        .map(epc -> Result.ok(new EpcUrn(epc, prefixLength)))
        .orElseGet(() -> malformed(offset, "names a GS1 key"));
  }

  private static <T> Result<T> malformed(int position, String rule) {
    return problem(
        ProblemCode.INVALID_EPC_URN, position, "An EPC URN of this scheme " + rule + ".");
  }

  private static <T> Result<T> problem(ProblemCode code, int position, String message) {
    return Result.problem(Problem.of(code, position, message));
  }
}
