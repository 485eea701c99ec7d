package io.pharmatrace.gs1;

import io.pharmatrace.gs1.Scan.Form;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the forms of a scan apart and hands each to its parser. */
final class ScanReader {
  /** Carriers whose data is a GS1 element string (GS1 General Specifications 5.1.2). */
  static final List<String> ELEMENT_STRINGS =
      List.of("]d2", "]C1", "]e0", "]Q3", "]J1", "]e1", "]e2");

  /**
   * EAN/UPC and ITF-14, with the digits that such readers send (ISO/IEC 15420 and 16390): a GTIN,
   * and behind it the second part of a composite symbol.
   */
  private static final Map<String, Integer> GTINS =
      Map.of("]E0", 13, "]E4", 8, "]I0", 14, "]I1", 14);

  /** Data Matrix, QR Code, DotCode and Aztec without FNC1: may hold a web address. */
  private static final Set<String> PLAIN = Set.of("]d0", "]d1", "]Q0", "]Q1", "]J0", "]z0");

  /** Format 05 of ISO/IEC 15434 wraps GS1 data, as macro 05 of Data Matrix does. */
  private static final String FORMAT_05 = "[)>\u001e05\u001d";

  private static final String ENVELOPE_END = "\u001e\u0004";

  private ScanReader() {}

  static Result<Scan> read(String text, ScanOptions options) {
    int to = text.length();
    if (to > options.maxLength()) {
      return problem(
          ProblemCode.INPUT_TOO_LONG,
          options.maxLength(),
          "A scan has at most " + options.maxLength() + " characters; this has " + to + ".");
    }
    int from = 0;
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    if (from == to) {
      return problem(ProblemCode.EMPTY_INPUT, 0, "Nothing was scanned.");
    }
    String symbology = null;
    if (text.charAt(from) == ']' && to - from >= 3) {
      symbology = elementStringSymbology(text, from);
      from += 3;
      if (symbology != null) {
        return elements(text, from, to, symbology, options);
      }
      symbology = text.substring(from - 3, from);
    }
    return read(text, from, to, symbology, options);
  }

  private static @Nullable String elementStringSymbology(String text, int at) {
    for (String symbology : ELEMENT_STRINGS) {
      if (text.startsWith(symbology, at)) {
        return symbology;
      }
    }
    return null;
  }

  private static Result<Scan> read(
      String text, int from, int to, @Nullable String symbology, ScanOptions options) {
    String body = text.substring(from, to);
    if (body.startsWith(FORMAT_05)) {
      int end = body.endsWith(ENVELOPE_END) ? to - ENVELOPE_END.length() : to;
      return elements(text, from + FORMAT_05.length(), end, symbology, options);
    }
    if (body.startsWith(Format06.START)) {
      return problem(ProblemCode.NOT_GS1_FORMAT_06, from, Format06.describe(body));
    }
    if (symbology == null || PLAIN.contains(symbology)) {
      if (body.regionMatches(true, 0, "http", 0, 4)) {
        return scan(shift(DigitalLink.parse(body), from), Form.DIGITAL_LINK, symbology);
      }
      if (body.regionMatches(true, 0, "urn:", 0, 4)) {
        Result<EpcUrn> urn = shift(EpcUrn.parse(body), from);
        return scan(urn.map(u -> new ElementString(u.epc().elements())), Form.EPC_URN, symbology);
      }
    }
    if (symbology == null) {
      return plain(text, from, to, body, options);
    }
    return GTINS.containsKey(symbology)
        ? gtin(text, from, to, symbology, options)
        : problem(
            ProblemCode.UNSUPPORTED_SYMBOLOGY,
            Math.max(0, from - 3),
            PLAIN.contains(symbology)
                ? "This 2D code is not marked as GS1 (no FNC1 in front) and holds no GS1 web address."
                : "This kind of barcode carries no GS1 data.");
  }

  /** Without a symbology identifier: brackets, a GTIN, or an element string. */
  private static Result<Scan> plain(
      String text, int from, int to, String body, ScanOptions options) {
    if (body.startsWith("(")) {
      return scan(shift(BracketedParser.parse(body), from), Form.BRACKETED, null);
    }
    int length = to - from;
    // So many digits are a GTIN, though a wrong one may look like an element string: a misread
    // digit has to be told.
    boolean gtin =
        (length == 8 || (length >= 12 && length <= 14))
            && CharacterSet.NUMERIC.firstForeign(text, from, to) < 0;
    return gtin ? gtin(text, from, to, null, options) : elements(text, from, to, null, options);
  }

  private static Result<Scan> gtin(
      String text, int from, int to, @Nullable String symbology, ScanOptions options) {
    int second = text.indexOf("]e", from);
    if (second < 0) {
      return scan(
          gtin(text, from, to, symbology).map(gtin -> new ElementString(gtin.elements())),
          Form.GTIN,
          symbology);
    }
    int end = text.charAt(second - 1) == '|' ? second - 1 : second;
    return gtin(text, from, end, symbology)
        .flatMap(
            gtin ->
                ElementStringParser.parse(
                    text, second, to, options, symbology, gtin.elements().getFirst()));
  }

  private static Result<Gtin> gtin(String text, int from, int to, @Nullable String symbology) {
    Integer digits = symbology == null ? null : GTINS.get(symbology);
    int length = to - from;
    if (digits == null || digits == length) {
      return shift(Gtin.parse(text.substring(from, to)), from);
    }
    return Result.problem(
        new Problem(
            length < digits ? ProblemCode.VALUE_TOO_SHORT : ProblemCode.VALUE_TOO_LONG,
            from + Math.min(length, digits),
            "01",
            "A reader sends "
                + digits
                + " digits of this kind of barcode; these are "
                + length
                + " characters."));
  }

  private static Result<Scan> elements(
      String text, int from, int to, @Nullable String symbology, ScanOptions options) {
    return ElementStringParser.parse(text, from, to, options, symbology, null);
  }

  private static Result<Scan> scan(
      Result<ElementString> data, Form form, @Nullable String symbology) {
    return data.map(elements -> new Scan(form, symbology, elements));
  }

  /** 3 where a symbology identifier of element strings is in front, otherwise 0. */
  static int symbologyLength(String text) {
    return elementStringSymbology(text, 0) == null ? 0 : 3;
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static <T> Result<T> shift(Result<T> result, int offset) {
    return switch (result) {
      case Result.Ok<T> ok -> ok;
      case Result.Problems<T>(List<Problem> problems) ->
          Result.problems(problems.stream().map(p -> p.at(offset, null)).toList());
    };
  }

  private static Result<Scan> problem(ProblemCode code, int position, String message) {
    return Result.problem(Problem.of(code, position, message));
  }
}
