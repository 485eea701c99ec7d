package io.pharmatrace.gs1;

import java.util.List;

/** Data in a Digital Link: percent-encoded where it is not plain. */
final class UriData {
  private UriData() {}

  /** Adds {@code uri[from, to)} as data of {@code identifier}. In a query a plus is a blank. */
  static void add(
      ElementCollector found,
      ApplicationIdentifier identifier,
      String uri,
      int from,
      int to,
      boolean inQuery) {
    if (identifier.end(uri, from, to, CharacterSet.URI_DATA) == to) {
      found.addValid(identifier, uri.substring(from, to), from);
      return;
    }
    String text = uri.substring(from, to);
    switch (Percent.decode(inQuery ? text.replace('+', ' ') : text)) {
      case Result.Ok<String>(String decoded) -> {
        String value = padded(identifier, decoded);
        int padding = value.length() - decoded.length();
        found.add(identifier, value, at -> from + Percent.place(text, Math.max(0, at - padding)));
      }
      case Result.Problems<String>(List<Problem> problems) ->
          problems.forEach(p -> found.add(p.at(from, identifier.ai())));
    }
  }

  /** A GTIN may stand without its leading zeros (GS1 Digital Link URI syntax, older versions). */
  private static String padded(ApplicationIdentifier identifier, String value) {
    int length = value.length();
    boolean shortGtin =
        (length == 8 || length == 12 || length == 13) && identifier.ai().equals("01");
    return shortGtin ? "0".repeat(14 - length) + value : value;
  }
}
