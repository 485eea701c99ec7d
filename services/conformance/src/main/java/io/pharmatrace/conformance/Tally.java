package io.pharmatrace.conformance;

/**
 * What one test class shows of one feature: one line of a record.
 *
 * @param standard the standard
 * @param section its section
 * @param name the feature
 * @param shownBy module and test class
 * @param cases passed tests, each invocation of a parameterised or dynamic one counted
 * @param properties passed properties, each counted once however many tries it has
 * @param failed tests and properties that failed
 */
record Tally(
    Standard standard,
    String section,
    String name,
    String shownBy,
    int cases,
    int properties,
    int failed) {

  private static final String SEPARATOR = "\t";
  private static final int COLUMNS = 7;

  String line() {
    return String.join(
        SEPARATOR,
        standard.name(),
        section,
        name,
        shownBy,
        Integer.toString(cases),
        Integer.toString(properties),
        Integer.toString(failed));
  }

  static Tally parse(String line) {
    String[] columns = line.split(SEPARATOR, -1);
    if (columns.length != COLUMNS) {
      throw new IllegalStateException("Not a conformance record: " + line);
    }
    return new Tally(
        Standard.valueOf(columns[0]),
        columns[1],
        columns[2],
        columns[3],
        Integer.parseInt(columns[4]),
        Integer.parseInt(columns[5]),
        Integer.parseInt(columns[6]));
  }
}
