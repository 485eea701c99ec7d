package io.pharmatrace.gs1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Data of ISO/IEC 15434 format 06: fields with ASC MH10 data identifiers, as on German packs with a
 * PPN (IFA coding system). It is no GS1 data; {@link Scan#read(String)} names it as {@link
 * ProblemCode#NOT_GS1_FORMAT_06}.
 *
 * @param fields in the order of the barcode, each identifier at most once
 */
public record Format06(List<Field> fields) {
  /** What every message of ISO/IEC 15434 begins with. */
  static final String START = "[)>";

  private static final String HEADER = START + "\u001e06\u001d";
  private static final char RECORD_SEPARATOR = 0x1E;
  private static final char END = 0x04;

  private static final Map<String, String> TITLES =
      Map.of(
          "9N", "PPN",
          "8P", "GTIN",
          "S", "SERIAL",
          "1T", "BATCH",
          "D", "EXPIRY",
          "14D", "EXPIRY (YYYYMMDD)",
          "16D", "PROD DATE");

  /**
   * One field.
   *
   * @param identifier ASC MH10 data identifier, for example 9N
   * @param title what it means on medicines; empty where the identifier is another one
   * @param value as on the barcode
   */
  public record Field(String identifier, String title, String value) {}

  public Format06 {
    fields = List.copyOf(fields);
  }

  /**
   * Reads a scan with or without symbology identifier, envelope included. Never throws; linear
   * time.
   */
  public static Result<Format06> read(String scan) {
    if (scan.length() > ScanOptions.DEFAULT.maxLength()) {
      return problem(
          ProblemCode.INPUT_TOO_LONG, ScanOptions.DEFAULT.maxLength(), "This is no scan.");
    }
    int start = scan.indexOf(START);
    boolean inFront = start == 0 || (start == 3 && scan.charAt(0) == ']');
    if (!inFront || !scan.startsWith(HEADER, start)) {
      return problem(
          ProblemCode.UNRECOGNISED_INPUT,
          Math.max(0, start),
          "No header of format 06 is in front.");
    }
    List<Field> fields = new ArrayList<>();
    int at = start + HEADER.length();
    int end = end(scan, at);
    while (at <= end) {
      int to = scan.indexOf(ElementString.GS, at);
      to = to < 0 || to > end ? end : to;
      Problem problem = add(scan.substring(at, to), fields);
      if (problem != null) {
        return Result.problem(problem.at(at, null));
      }
      at = to + 1;
    }
    return Result.ok(new Format06(fields));
  }

  private static int end(String scan, int from) {
    int at = from;
    while (at < scan.length() && scan.charAt(at) != RECORD_SEPARATOR && scan.charAt(at) != END) {
      at++;
    }
    while (at > from && ScanReader.isBlank(scan.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static @Nullable Problem add(String text, List<Field> fields) {
    int digits = 0;
    while (digits < text.length() && CharacterSet.NUMERIC.contains(text.charAt(digits))) {
      digits++;
    }
    boolean letter =
        digits < text.length() && text.charAt(digits) >= 'A' && text.charAt(digits) <= 'Z';
    if (digits > 3 || !letter) {
      return Problem.of(
          ProblemCode.UNRECOGNISED_INPUT, 0, "Here a data identifier, as 9N or S, is expected.");
    }
    String identifier = text.substring(0, digits + 1);
    if (fields.stream().anyMatch(field -> field.identifier.equals(identifier))) {
      return Problem.of(ProblemCode.CONTRADICTING_REPEAT, 0, identifier + " occurs twice.");
    }
    String value = text.substring(digits + 1);
    Problem problem = check(identifier, value);
    if (problem == null) {
      fields.add(new Field(identifier, TITLES.getOrDefault(identifier, ""), value));
    }
    return problem == null ? null : problem.at(digits + 1, null);
  }

  private static @Nullable Problem check(String identifier, String value) {
    List<Problem> problems =
        switch (identifier) {
          case "9N" -> Ppn.parse(value).problemList();
          case "8P" -> Gtin.parse(value).problemList();
          case "S" -> Serial.parse(value).problemList();
          case "1T" -> Lot.parse(value).problemList();
          case "D" -> ExpiryDate.parse(value).problemList();
          default ->
              value.isEmpty()
                  ? List.of(Problem.of(ProblemCode.EMPTY_VALUE, 0, identifier + " is empty."))
                  : List.of();
        };
    return problems.isEmpty() ? null : problems.getFirst();
  }

  /** What such a barcode carries, without its data, for a person who scanned it as GS1. */
  static String describe(String scan) {
    String kind =
        "This barcode is in format 06 (ASC MH10), as used for the German PPN, and not in GS1 format";
    return switch (read(scan)) {
      case Result.Ok<Format06>(Format06 data) ->
          kind
              + "; it carries "
              + String.join(", ", data.fields.stream().map(Format06::name).toList())
              + ".";
      case Result.Problems<Format06>(List<Problem> problems) -> {
        Problem first = problems.getFirst();
        yield first.code() == ProblemCode.UNRECOGNISED_INPUT
            ? kind + "."
            : kind + ". " + first.message();
      }
    };
  }

  private static String name(Field field) {
    return field.title.isEmpty() ? field.identifier : field.identifier + " (" + field.title + ")";
  }

  /** The data of an identifier, for example 9N. */
  public Optional<String> value(String identifier) {
    return fields.stream()
        .filter(field -> field.identifier.equals(identifier))
        .map(Field::value)
        .findFirst();
  }

  /** 9N. */
  public Optional<Ppn> ppn() {
    return value("9N").map(Ppn::new);
  }

  /** 8P, or the GTIN that stands for the German PZN in the PPN. */
  public Optional<Gtin> gtin() {
    return value("8P").map(Gtin::of).or(() -> ppn().flatMap(Ppn::ntin));
  }

  /** S. */
  public Optional<Serial> serial() {
    return value("S").map(Serial::new);
  }

  /** 1T. */
  public Optional<Lot> lot() {
    return value("1T").map(Lot::new);
  }

  /** D, with the century rule for today. */
  public Optional<ExpiryDate> expiry() {
    return value("D").map(ExpiryDate::of);
  }

  private static Result<Format06> problem(ProblemCode code, int position, String message) {
    return Result.problem(Problem.of(code, position, message));
  }
}
