package io.pharmatrace.platform.security;

import java.util.Locale;

/** What an organisation is in the supply chain, and what its users may do. */
public enum Role {
  MANUFACTURER,
  DISTRIBUTOR,
  PHARMACIST,
  REGULATOR,
  /**
   * Runs this installation: registers organisations and users; sees no custody data but what it
   * archives.
   */
  ADMINISTRATOR;

  /** As written in tokens and JSON. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException when it is no role
   */
  public static Role of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Constants for {@code @Secured}. */
  public static final class Names {
    public static final String MANUFACTURER = "manufacturer";
    public static final String DISTRIBUTOR = "distributor";
    public static final String PHARMACIST = "pharmacist";
    public static final String REGULATOR = "regulator";
    public static final String ADMINISTRATOR = "administrator";

    private Names() {}
  }
}
