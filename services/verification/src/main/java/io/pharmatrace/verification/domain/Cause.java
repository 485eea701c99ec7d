package io.pharmatrace.verification.domain;

import java.util.Locale;

/**
 * Why an alert was raised, as an investigation found out. In the terms that the national systems of
 * the European repositories keep their statistics in.
 */
public enum Cause {
  /** Somebody asked for what the procedure does not provide, as dispensing twice. */
  PROCEDURAL_ERROR,
  /** Packs were mixed up, sent or received wrongly. */
  HANDLING_ERROR,
  /** A program or a connection failed. */
  TECHNICAL_FAULT,
  /** A scanner or keyboard changed what was read. */
  SCANNER_FAULT,
  /** The manufacturer or sender had not told of the pack, or not yet. */
  DATA_NOT_UPLOADED,
  /** What had been told of the pack was wrong. */
  DATA_WRONG,
  /** The pack, or another one of its number, is falsified. */
  FALSIFICATION_CONFIRMED,
  /** What the comment says. */
  OTHER;

  /** As in answers and messages. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The cause of that text.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Cause of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
