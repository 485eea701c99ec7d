package io.pharmatrace.epcis;

import io.pharmatrace.epcis.write.JsonDocumentWriter;
import io.pharmatrace.epcis.write.UserFields;
import java.util.List;
import java.util.function.UnaryOperator;

/** The JSON-LD of a single event. The same event gives the same text. Thread-safe. */
public final class JsonLd {

  private JsonLd() {}

  /**
   * One event with its own {@code @context}: EPC URNs become Digital Link URIs, vocabulary is in
   * bare words, times keep their offset, fields without a value are left out.
   */
  public static String write(EpcisEvent event) {
    return write(event, Spelling.DIGITAL_LINK);
  }

  /**
   * One event with its own {@code @context}.
   *
   * @param spelling of identifiers, see {@link Spelling}
   */
  public static String write(EpcisEvent event, UnaryOperator<String> spelling) {
    return JsonDocumentWriter.event(event, spelling);
  }

  /** One event, identifiers spelled as they were given. */
  public static String writeAsGiven(EpcisEvent event) {
    return write(event, Spelling.AS_GIVEN);
  }

  /**
   * What an event loses on its way through JSON-LD back to XML: attributes of users' elements come
   * back as elements, because JSON-LD has none.
   *
   * @return their names behind the names around them ({@code own:box/@own:unit}); mostly none
   */
  public static List<String> attributes(EpcisEvent event) {
    return UserFields.attributes(event);
  }
}
