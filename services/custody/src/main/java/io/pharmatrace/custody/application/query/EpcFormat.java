package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.Spelling;
import io.pharmatrace.registry.Organisations;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How whoever asks wants identifiers to be spelled: the values of header GS1-EPC-Format (EPCIS 2.0
 * section 8.2 and its OpenAPI description).
 */
public enum EpcFormat {
  /** As they came in, too: nothing is nearer to what was said. */
  NO_PREFERENCE("No_Preference"),
  /** As they came in. */
  NEVER_TRANSLATES("Never_Translates"),
  /** EPC URNs become Digital Links; links stay, also those of other domains. */
  ALWAYS_GS1_DIGITAL_LINK("Always_GS1_Digital_Link"),
  /** Links become EPC URNs where an organisation has registered the company prefix. */
  ALWAYS_EPC_URN("Always_EPC_URN");

  /** Where the header is absent (the standard's OpenAPI description). */
  public static final EpcFormat DEFAULT = ALWAYS_GS1_DIGITAL_LINK;

  private final String text;

  EpcFormat(String text) {
    this.text = text;
  }

  /** The value of this text; empty when there is none. */
  public static Optional<EpcFormat> of(String text) {
    return Arrays.stream(values()).filter(format -> format.text.equals(text)).findFirst();
  }

  /** The value as it stands in the header. */
  public String text() {
    return text;
  }

  /**
   * The spelling, for events whose identifiers are as they came in.
   *
   * @param organisations whose company prefixes are looked up if need be; a Digital Link does not
   *     tell where its prefix ends
   */
  public UnaryOperator<String> spelling(Organisations organisations) {
    return switch (this) {
      case NO_PREFERENCE, NEVER_TRANSLATES -> Spelling.AS_GIVEN;
      case ALWAYS_GS1_DIGITAL_LINK -> Spelling.DIGITAL_LINK;
      case ALWAYS_EPC_URN -> Spelling.urn(companyPrefixes(organisations));
    };
  }

  /** Those that an EPC URN can have. */
  private static List<String> companyPrefixes(Organisations organisations) {
    return organisations.all().stream()
        .flatMap(o -> o.companyPrefixes().stream())
        .filter(prefix -> prefix.length() >= 6)
        .toList();
  }
}
