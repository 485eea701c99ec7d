package io.pharmatrace.registry;

import java.util.Locale;

/** Whether somebody or something may act. */
public enum Standing {
  ACTIVE,
  /** For the time being not. */
  SUSPENDED,
  /** Never again; history still names it. */
  RETIRED;

  /** As in the database and in answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException when it is no standing
   */
  public static Standing of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
