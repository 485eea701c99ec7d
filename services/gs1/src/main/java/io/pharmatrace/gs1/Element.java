package io.pharmatrace.gs1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application identifier with its data.
 *
 * @param ai 2 to 4 digits
 * @param value the data as on the barcode, never percent-encoded, valid for that identifier
 */
public record Element(String ai, String value) {

  public Element {
    ApplicationIdentifier identifier =
        ApplicationIdentifier.of(ai)
            .orElseThrow(
                () -> new IllegalArgumentException("There is no such application identifier."));
    Problem.throwIfAny(identifier.check(value));
  }

  static List<Element> optional(String ai, String value, String secondAi, @Nullable String second) {
    Element first = new Element(ai, value);
    return second == null ? List.of(first) : List.of(first, new Element(secondAi, second));
  }
}
