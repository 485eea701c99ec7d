package io.pharmatrace.gs1;

/**
 * Splits barcode data into elements (GS1 General Specifications 7.8.5). A field of variable length
 * ends at a separator or at the end and nowhere else, whatever it looks like. One pass.
 */
final class ElementStringParser {
  private final String text;
  private final int end;
  private final ScanOptions options;

  /** Nothing but GS ends a field, so that the next one is looked for once. */
  private final boolean plain;

  private int nextSeparator = -1;

  private final ElementCollector found = new ElementCollector();

  /** For the rest of {@code text} up to {@code end}; problems name places in {@code text}. */
  ElementStringParser(String text, int end, ScanOptions options) {
    this.text = text;
    this.end = end;
    this.options = options;
    this.plain = options.separators().isEmpty() && text.indexOf("]e") < 0;
  }

  /** Takes an element that stood before this data, in another form. */
  ElementStringParser after(Element element) {
    found.add(element);
    return this;
  }

  Result<ElementString> parse(int from) {
    int at = from;
    while (at < end) {
      int mark = isDigit(at) && plain ? 0 : markLength(at);
      // Superfluous separators, in front or after a field of predefined length, mean nothing.
      at = mark > 0 ? Math.min(at + mark, end) : element(at);
    }
    return found.result(from);
  }

  /** Reads the element at {@code at}; gives the place to go on. */
  private int element(int at) {
    ApplicationIdentifier identifier = AiTable.INSTANCE.at(text, at, end);
    if (identifier == null) {
      found.add(unknown(at));
      return nextMark(at, end);
    }
    int from = at + identifier.ai().length();
    int limit = identifier.predefinedLength() ? Math.min(end, from + identifier.maxLength()) : end;
    int to = nextMark(from, limit);
    found.add(identifier, text.substring(from, to), from);
    return to;
  }

  /** The first mark from {@code from} on, or {@code limit}. */
  private int nextMark(int from, int limit) {
    if (plain) {
      if (nextSeparator < from) {
        nextSeparator = separatorFrom(from);
      }
      return Math.min(nextSeparator, limit);
    }
    int to = from;
    while (to < limit && markLength(to) == 0) {
      to++;
    }
    return to;
  }

  private int separatorFrom(int from) {
    int separator = text.indexOf(ElementString.GS, from);
    return separator < 0 ? end : separator;
  }

  /**
   * The length of what ends a field here: a separator, or the symbology identifier of the second
   * part of a composite symbol, which some readers put a bar in front of.
   */
  private int markLength(int at) {
    char c = text.charAt(at);
    if (c == ']' && text.startsWith("e", at + 1)) {
      return 3;
    }
    return c == '|' && text.startsWith("]e", at + 1) ? 4 : options.separatorLength(text, at);
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
    return CharacterSet.NUMERIC.contains(text.charAt(at));
  }
}
