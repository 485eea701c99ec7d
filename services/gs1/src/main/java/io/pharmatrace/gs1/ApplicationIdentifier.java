package io.pharmatrace.gs1;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of GS1 application identifiers (GS1 General Specifications section 3). There
 * is one instance of each row.
 */
public final class ApplicationIdentifier {
  private final String ai;
  private final int digits;
  private final int number;
  private final String title;
  private final boolean predefinedLength;
  private final boolean attribute;
  private final DataFormat format;
  private final Companions companions;
  private final @Nullable List<List<String>> qualifiers;
  private final QualifierPlaces places;

  ApplicationIdentifier(
      String ai,
      String title,
      boolean predefinedLength,
      boolean attribute,
      DataFormat format,
      Companions companions,
      @Nullable List<List<String>> qualifiers) {
    this.ai = ai;
    this.digits = ai.length();
    this.number = number(ai);
    this.title = title;
    this.predefinedLength = predefinedLength;
    this.attribute = attribute;
    this.format = format;
    this.companions = companions;
    this.qualifiers = qualifiers == null ? null : List.copyOf(qualifiers);
    this.places = new QualifierPlaces(qualifiers == null ? List.of() : qualifiers);
  }

  /** The row of {@code ai}, if it is assigned. */
  public static Optional<ApplicationIdentifier> of(String ai) {
    return Optional.ofNullable(AiTable.INSTANCE.exactly(ai, 0, ai.length()));
  }

  /** All assigned application identifiers in ascending order. */
  public static Collection<ApplicationIdentifier> all() {
    return AiTable.INSTANCE.all();
  }

  /** 2 to 4 digits. */
  public String ai() {
    return ai;
  }

  /** How many digits it has. */
  int digits() {
    return digits;
  }

  /** Its digits behind a 1, as a number: 1255 for (255). */
  int number() {
    return number;
  }

  static int number(String ai) {
    return Integer.parseInt("1" + ai);
  }

  /** The data title, for example "BATCH/LOT"; empty for coupons. */
  public String title() {
    return title;
  }

  /** Belongs to the table of predefined lengths: no separator after it. */
  public boolean predefinedLength() {
    return predefinedLength;
  }

  /** May stand in the query of a Digital Link. */
  public boolean attribute() {
    return attribute;
  }

  /** Which other identifiers must or must not be present. */
  public Companions companions() {
    return companions;
  }

  /** For a Digital Link key the allowed sequences of key qualifiers; null otherwise. */
  public @Nullable List<List<String>> qualifiers() {
    return qualifiers;
  }

  /** The same sequences, for a Digital Link that is being read; empty where it is no key. */
  QualifierPlaces places() {
    return places;
  }

  /** May be the key of a Digital Link. */
  public boolean isKey() {
    return qualifiers != null;
  }

  /** The least number of characters of its data. */
  public int minLength() {
    return format.minLength();
  }

  /** The greatest number of characters of its data. */
  public int maxLength() {
    return format.maxLength();
  }

  String describe() {
    return title.isEmpty() ? "(" + ai + ")" : "(" + ai + ") " + title;
  }

  /**
   * Where its data that begins {@code text[from, to)} ends, as long as it is of {@code within}, or
   * -1 when that is not valid. What {@link #check} says for all of a value, this says for a text
   * that goes on behind it.
   */
  int end(String text, int from, int to, CharacterSet within) {
    return format.end(text, from, to, within);
  }

  /**
   * The first problem of {@code value} as this identifier's data, or null. Linear in its length.
   */
  @Nullable Problem check(String value) {
    return format.check(this, value);
  }

  @Override
  public String toString() {
    return describe();
  }
}
