package io.pharmatrace.gs1;

import io.pharmatrace.gs1.Scan.Form;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the forms of a scan apart and hands each to its parser. */
final class ScanReader {
  /** Carriers whose data is a GS1 element string (GS1 General Specifications 5.1.2). */
  private static final Set<String> ELEMENT_STRINGS =
      Set.of("]C1", "]e0", "]e1", "]e2", "]d2", "]Q3", "]J1");

  /** EAN/UPC and ITF-14: a GTIN and nothing else. */
  private static final Set<String> GTINS = Set.of("]E0", "]E4", "]I0", "]I1");

  /** Data Matrix, QR Code, DotCode and Aztec without FNC1: may hold a web address. */
  private static final Set<String> PLAIN = Set.of("]d0", "]d1", "]Q0", "]Q1", "]J0", "]z0");

  /** Header of ASC MH10 format 06, which carries the German PPN. */
  private static final String FORMAT_06 = "[)>\u001e06\u001d";

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
      symbology = text.substring(from, from + 3);
      from += 3;
    }
    return read(text.substring(from, to), from, symbology, options);
  }

  private static Result<Scan> read(
      String body, int offset, @Nullable String symbology, ScanOptions options) {
    if (body.startsWith(FORMAT_06)) {
      return problem(
          ProblemCode.NOT_GS1_FORMAT_06,
          offset,
          "This barcode is in format 06 (ASC MH10), as used for the German PPN, and not in GS1 format.");
    }
    if (symbology == null || PLAIN.contains(symbology)) {
      if (body.regionMatches(true, 0, "http", 0, 4)) {
        return shift(DigitalLink.parse(body), offset)
            .map(data -> new Scan(Form.DIGITAL_LINK, symbology, data));
      }
      if (body.regionMatches(true, 0, "urn:", 0, 4)) {
        return shift(EpcUrn.parse(body), offset)
            .map(urn -> new ElementString(urn.epc().elements()))
            .map(data -> new Scan(Form.EPC_URN, symbology, data));
      }
    }
    if (symbology == null && body.startsWith("(")) {
      return shift(BracketedParser.parse(body), offset)
          .map(data -> new Scan(Form.BRACKETED, null, data));
    }
    if (symbology != null && GTINS.contains(symbology)) {
      return gtin(body, offset, symbology);
    }
    if (symbology != null && !ELEMENT_STRINGS.contains(symbology)) {
      return problem(
          ProblemCode.UNSUPPORTED_SYMBOLOGY,
          Math.max(0, offset - 3),
          PLAIN.contains(symbology)
              ? "This 2D code is not marked as GS1 (no FNC1 in front) and holds no GS1 web address."
              : "This kind of barcode carries no GS1 data.");
    }
    if (symbology == null && mayBeGtin(body)) {
      Result<Scan> gtin = gtin(body, offset, null);
      Result<Scan> elements = elements(body, offset, null, options);
      return gtin.isOk() || !elements.isOk() ? gtin : elements;
    }
    return elements(body, offset, symbology, options);
  }

  private static Result<Scan> gtin(String body, int offset, @Nullable String symbology) {
    return shift(Gtin.parse(body), offset)
        .map(gtin -> new Scan(Form.GTIN, symbology, new ElementString(gtin.elements())));
  }

  private static Result<Scan> elements(
      String body, int offset, @Nullable String symbology, ScanOptions options) {
    return shift(new ElementStringParser(body, options).parse(), offset)
        .map(data -> new Scan(Form.ELEMENT_STRING, symbology, data));
  }

  private static boolean mayBeGtin(String body) {
    int length = body.length();
    return (length == 8 || (length >= 12 && length <= 14))
        && CharacterSet.NUMERIC.firstForeign(body, 0, length) < 0;
  }

  private static boolean isBlank(char c) {
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
