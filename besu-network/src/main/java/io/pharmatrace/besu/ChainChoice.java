package io.pharmatrace.besu;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which chain a user wants. */
public enum ChainChoice {
  /** Besu where it can be had, otherwise a development chain. */
  AUTO,
  /** Four Besu validators, or nothing. */
  BESU,
  /** A development chain. */
  DEV;

  /**
   * Reads a choice as typed.
   *
   * @param text {@code auto}, {@code besu} or {@code dev}
   * @throws IllegalArgumentException when it is none of them; names them
   */
  public static ChainChoice parse(String text) {
    return Arrays.stream(values())
        .filter(choice -> choice.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no chain is called "
                        + text
                        + "; there are "
                        + Arrays.stream(values())
                            .map(ChainChoice::text)
                            .collect(Collectors.joining(", "))));
  }

  /** The choice as typed. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
