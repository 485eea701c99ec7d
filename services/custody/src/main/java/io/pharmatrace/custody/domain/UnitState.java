package io.pharmatrace.custody.domain;

/** State of a pack or logistic unit (EU 2016/161 wording where it has one). */
public enum UnitState {
  /** In the supply chain. */
  ACTIVE("Active"),
  /** Dispensed to a patient. */
  SUPPLIED("Supplied"),
  DESTROYED("Destroyed"),
  /** Commissioned in error: as if it did not exist, until it is commissioned again. */
  VOID("Void");

  private final String text;

  UnitState(String text) {
    this.text = text;
  }

  /** As in the database and in answers. */
  public String text() {
    return text;
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException when it is no state
   */
  public static UnitState of(String text) {
    for (UnitState state : values()) {
      if (state.text.equals(text)) {
        return state;
      }
    }
    throw new IllegalArgumentException("no unit state: " + text);
  }
}
