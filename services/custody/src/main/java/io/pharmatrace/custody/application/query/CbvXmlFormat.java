package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Spelling;
import io.pharmatrace.epcis.Term;
import java.util.Arrays;
import java.util.Optional;

/**
 * How whoever asks wants words of the standard to be spelled in XML: the values of header
 * GS1-CBV-XML-Format (EPCIS 2.0 section 8.2 and its OpenAPI description).
 */
public enum CbvXmlFormat {
  /** As URNs, which every version of XML knows. */
  NO_PREFERENCE("No_Preference"),
  ALWAYS_URN("Always_URN"),
  ALWAYS_WEB_URI("Always_Web_URI"),
  /** As they came in; the bare words of JSON, which XML has not, as URNs. */
  NEVER_TRANSLATES("Never_Translates");

  private final String text;

  CbvXmlFormat(String text) {
    this.text = text;
  }

  /** The value of this text; empty when there is none. */
  public static Optional<CbvXmlFormat> of(String text) {
    return Arrays.stream(values()).filter(format -> format.text.equals(text)).findFirst();
  }

  /** An event as it came in, spelled so when it is written as XML. */
  public EpcisEvent spell(EpcisEvent given) {
    return switch (this) {
      case NO_PREFERENCE, ALWAYS_URN -> given;
      case ALWAYS_WEB_URI -> Spelling.webTerms(given, _ -> true);
      case NEVER_TRANSLATES -> Spelling.webTerms(given, Term::givenAsWebUri);
    };
  }
}
