package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/**
 * Splits barcode data into elements (GS1 General Specifications 7.8.5). A field of variable length
 * ends at a separator or at the end and nowhere else, whatever it looks like. One pass.
 */
final class ElementStringParser {
  private final String text;
  private final int end;
  private final ScanOptions options;

  /** Whether nothing but GS stands for the separator. */
  private final boolean plain;

  private final ElementCollector found = new ElementCollector();

  private ElementStringParser(String text, int end, ScanOptions options) {
    this.text = text;
    this.end = end;
    this.options = options;
    this.plain = options.separators().isEmpty();
  }

  /**
   * Reads {@code text[from, end)}; problems name places in {@code text}. What makes the objects
   * that this takes also holds the loop: that lets HotSpot do without them.
   *
   * @param symbology the symbology identifier, which is handed through
   * @param before an element that stood before this data, in another form
   */
  static Result<Scan> parse(
      String text,
      int from,
      int end,
      ScanOptions options,
      @Nullable String symbology,
      @Nullable Element before) {
    ElementStringParser parser = new ElementStringParser(text, end, options);
    ElementCollector found = parser.found;
    if (before != null) {
      found.add(before);
    }
    int at = from;
    while (at < end) {
      ApplicationIdentifier identifier = parser.plain ? AiTable.INSTANCE.at(text, at, end) : null;
      int data = identifier == null ? at : at + identifier.digits();
      int to = identifier == null ? -1 : identifier.end(text, data, end, CharacterSet.DATA);
      boolean separated = to >= 0 && to < end && Chars.at(text, to) == ElementString.GS;
      if (identifier != null
          && to >= 0
          && (separated || to == end || identifier.predefinedLength())) {
        found.addValid(identifier, text.substring(data, to), data);
        at = separated ? to + 1 : to;
      } else {
        at = parser.other(at);
      }
    }
    return found.scan(from, Scan.Form.ELEMENT_STRING, symbology);
  }

  /** Reads what is not plainly right at {@code at}; gives the place to go on. */
  private int other(int at) {
    int mark = markLength(at);
    if (mark > 0) {
      // Superfluous separators, in front or after a field of predefined length, mean nothing.
      return Math.min(at + mark, end);
    }
    ApplicationIdentifier identifier = AiTable.INSTANCE.at(text, at, end);
    if (identifier == null) {
      found.add(unknown(at));
      return nextMark(at, end);
    }
    int from = at + identifier.digits();
    int limit = identifier.predefinedLength() ? Math.min(end, from + identifier.maxLength()) : end;
    int to = nextMark(from, limit);
    String value = text.substring(from, to);
    Problem problem = identifier.check(value);
    if (problem != null
        && problem.code() == ProblemCode.VALUE_TOO_LONG
        && !identifier.predefinedLength()) {
      String message =
          problem.message() + " A separator behind this field may have been lost by the reader.";
      found.add(new Problem(problem.code(), from + problem.position(), identifier.ai(), message));
    } else {
      found.add(identifier, value, from);
    }
    return to;
  }

  /** The first mark from {@code from} on, or {@code limit}. */
  private int nextMark(int from, int limit) {
    int to = from;
    while (to < limit && markLength(to) == 0) {
      to++;
    }
    return to;
  }

  /**
   * The length of what ends a field here: a separator, or the symbology identifier of the second
   * part of a composite symbol, which some readers put a bar in front of.
   */
  private int markLength(int at) {
    int c = Chars.at(text, at);
    if (c == ElementString.GS) {
      return 1;
    }
    if (c == ']' && text.startsWith("e", at + 1)) {
      return 3;
    }
    return c == '|' && text.startsWith("]e", at + 1) ? 4 : options.substituteLength(text, at);
  }

  private Problem unknown(int at) {
    boolean digits = at + 1 < end && isDigit(at) && isDigit(at + 1);
    return Problem.of(
        digits ? ProblemCode.UNKNOWN_AI : ProblemCode.UNRECOGNISED_INPUT,
        at,
        digits
            ? "No application identifier begins with the digits "
                + text.substring(at, at + 2)
                + " found here."
            : "Here an application identifier (2 to 4 digits) is expected.");
  }

  private boolean isDigit(int at) {
    int digit = Chars.digit(text, at);
    return digit >= 0 && digit <= 9;
  }
}
