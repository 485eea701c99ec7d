package io.pharmatrace.gs1;

/**
 * Splits barcode data into elements (GS1 General Specifications 7.8.5). A field of variable length
 * ends at a separator or at the end and nowhere else, whatever it looks like. One pass.
 */
final class ElementStringParser {
  private final String text;
  private final ScanOptions options;
  private final ElementCollector found = new ElementCollector();

  ElementStringParser(String text, ScanOptions options) {
    this.text = text;
    this.options = options;
  }

  Result<ElementString> parse() {
    int at = 0;
    while (at < text.length()) {
      if (options.isSeparator(text.charAt(at))) {
        // Superfluous separators, in front or after a field of predefined length, mean nothing.
        at++;
      } else if (text.startsWith("]e", at)) {
        // A composite symbol: its second part follows with a symbology identifier of its own.
        at = Math.min(at + 3, text.length());
      } else {
        at = element(at);
      }
    }
    return found.result();
  }

  /** Reads the element at {@code at}; gives the place to go on. */
  private int element(int at) {
    ApplicationIdentifier identifier = AiTable.INSTANCE.at(text, at, text.length());
    if (identifier == null) {
      found.add(unknown(at));
      return nextSeparator(at, text.length());
    }
    int from = at + identifier.ai().length();
    int limit =
        identifier.predefinedLength()
            ? Math.min(text.length(), from + identifier.maxLength())
            : text.length();
    int to = nextSeparator(from, limit);
    found.add(identifier, text.substring(from, to), from);
    return to;
  }

  private int nextSeparator(int from, int limit) {
    int to = from;
    while (to < limit && !options.isSeparator(text.charAt(to)) && !text.startsWith("]e", to)) {
      to++;
    }
    return to;
  }

  private Problem unknown(int at) {
    boolean digits = at + 1 < text.length() && isDigit(at) && isDigit(at + 1);
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
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
