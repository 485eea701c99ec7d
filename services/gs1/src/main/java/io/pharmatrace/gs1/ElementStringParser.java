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

  /** For the rest of {@code text} up to {@code end}; problems name places in {@code text}. */
  ElementStringParser(String text, int end, ScanOptions options) {
    this.text = text;
    this.end = end;
    this.options = options;
    this.plain = options.separators().isEmpty();
  }

  /** Takes an element that stood before this data, in another form. */
  ElementStringParser after(Element element) {
    found.add(element);
    return this;
  }

  /** Reads what begins at {@code from}; the symbology identifier is handed through. */
  Result<Scan> parse(int from, @Nullable String symbology) {
    int at = from;
    while (at < end) {
      int mark = plain && isDigit(at) ? 0 : markLength(at);
      // Superfluous separators, in front or after a field of predefined length, mean nothing.
      at = mark > 0 ? Math.min(at + mark, end) : element(at);
    }
    return found.scan(from, Scan.Form.ELEMENT_STRING, symbology);
  }

  /** Reads the element at {@code at}; gives the place to go on. */
  private int element(int at) {
    ApplicationIdentifier identifier = AiTable.INSTANCE.at(text, at, end);
    if (identifier == null) {
      found.add(unknown(at));
      return nextMark(at, end);
    }
    int from = at + identifier.digits();
    int to = plain ? identifier.end(text, from, end, CharacterSet.DATA) : -1;
    if (to >= 0 && (identifier.predefinedLength() || to == end || markLength(to) > 0)) {
      found.addValid(identifier, text.substring(from, to), from);
    } else {
      to =
          nextMark(
              from,
              identifier.predefinedLength() ? Math.min(end, from + identifier.maxLength()) : end);
      found.add(identifier, text.substring(from, to), from);
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
