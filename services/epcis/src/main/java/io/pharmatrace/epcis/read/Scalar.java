package io.pharmatrace.epcis.read;

/**
 * A single value and where it stood.
 *
 * @param text trimmed; a JSON number in plain decimal notation
 * @param path for problems
 * @param kind what JSON says it is; XML does not tell
 */
record Scalar(String text, String path, Kind kind) {
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    /** XML: any of the above. */
    ANY,
    /** An object or list where a single value belongs. */
    STRUCTURE
  }
}
