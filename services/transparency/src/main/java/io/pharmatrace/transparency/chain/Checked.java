package io.pharmatrace.transparency.chain;

/** What checking found: the value that is now proven, or why nothing is. */
public sealed interface Checked<T> {
  /**
   * Every check held.
   *
   * @param value what is proven
   */
  record Proven<T>(T value) implements Checked<T> {}

  /**
   * A check failed, and nothing is proven.
   *
   * @param flaw the first that was found
   * @param where which part, in words
   */
  record Refused<T>(Flaw flaw, String where) implements Checked<T> {
    /** One sentence for a reader. */
    public String words() {
      return flaw.words() + ": " + where;
    }
  }
}
