package io.pharmatrace.gs1;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An application identifier with its data. Immutable; equal by both. */
public final class Element {
  private final ApplicationIdentifier identifier;
  private final String value;

  /**
   * Checks the data.
   *
   * @param ai 2 to 4 digits
   * @param value the data as on the barcode, never percent-encoded
   * @throws IllegalArgumentException with a sentence if there is no such identifier, or the data is
   *     not valid for it
   */
  public Element(String ai, String value) {
    this(
        ApplicationIdentifier.of(ai)
            .orElseThrow(
                () -> new IllegalArgumentException("There is no such application identifier.")),
        value);
    Problem.throwIfAny(identifier.check(value));
  }

  private Element(ApplicationIdentifier identifier, String value) {
    this.identifier = identifier;
    this.value = value;
  }

  /** Of data that {@link ApplicationIdentifier#check} found nothing wrong with. */
  static Element ofChecked(ApplicationIdentifier identifier, String value) {
    return new Element(identifier, value);
  }

  static List<Element> optional(String ai, String value, String secondAi, @Nullable String second) {
    Element first = new Element(ai, value);
    return second == null ? List.of(first) : List.of(first, new Element(secondAi, second));
  }

  /** The identifier, 2 to 4 digits. */
  public String ai() {
    return identifier.ai();
  }

  /** The data as on the barcode, never percent-encoded, valid for that identifier. */
  public String value() {
    return value;
  }

  /** The identifier's row in the table. */
  public ApplicationIdentifier identifier() {
    return identifier;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Element that
        && identifier == that.identifier
        && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(ai(), value);
  }

  @Override
  public String toString() {
    return "(" + ai() + ")" + value;
  }
}
