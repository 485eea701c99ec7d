package io.pharmatrace.verification.domain;

import java.util.Locale;

/** How far the case of an alert is. */
public enum CaseState {
  OPEN,
  INVESTIGATING,
  CLOSED;

  /** As in answers and messages. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of that text.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static CaseState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
