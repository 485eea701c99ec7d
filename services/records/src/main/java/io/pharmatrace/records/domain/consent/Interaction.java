package io.pharmatrace.records.domain.consent;

/**
 * What is done with a resource, as SMART App Launch 2 (scopes) divides it; in the order of "cruds".
 */
public enum Interaction {
  CREATE('c'),
  /** Also an older version, and the history of one resource. */
  READ('r'),
  UPDATE('u'),
  DELETE('d'),
  /** Also the history of a type. */
  SEARCH('s');

  private final char letter;

  Interaction(char letter) {
    this.letter = letter;
  }

  /** As in a scope. */
  public char letter() {
    return letter;
  }
}
