package io.pharmatrace.epcis;

import io.pharmatrace.epcis.write.XmlDocumentWriter;
import java.util.function.UnaryOperator;

/** The XML of a single event. The same event gives the same text. Thread-safe. */
public final class EpcisXml {

  private EpcisXml() {}

  /**
   * One event as the root element, identifiers spelled as they were given.
   *
   * @param syntax one of the two versions of XML
   * @throws IllegalArgumentException for JSON
   */
  public static String write(EpcisEvent event, Syntax syntax) {
    return write(event, syntax, Spelling.AS_GIVEN);
  }

  /**
   * One event as the root element.
   *
   * @param syntax one of the two versions of XML
   * @param spelling of identifiers, see {@link Spelling}
   * @throws IllegalArgumentException for JSON
   */
  public static String write(EpcisEvent event, Syntax syntax, UnaryOperator<String> spelling) {
    if (syntax == Syntax.JSON_LD_2_0) {
      throw new IllegalArgumentException("JSON-LD is written by JsonLd");
    }
    return XmlDocumentWriter.event(event, syntax, spelling);
  }
}
