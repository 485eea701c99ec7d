package io.pharmatrace.epcis;

import java.util.List;
import java.util.Optional;
import javax.xml.namespace.QName;

/**
 * Instance/lot master data: what is said about the things when they come into being (EPCIS 2.0
 * section 7.3.8; names of CBV 2.0 section 9.2).
 *
 * @param fields in document order; never empty in an event that was read
 */
public record Ilmd(List<Extension> fields) {

  /** The namespace of the standard's master data attributes. */
  public static final String CBV_MDA = "urn:epcglobal:cbv:mda";

  /** No master data. */
  public static final Ilmd NONE = new Ilmd(List.of());

  public Ilmd {
    fields = List.copyOf(fields);
  }

  /** Batch or lot number, if given. */
  public Optional<String> lotNumber() {
    return attribute("lotNumber");
  }

  /** Expiry as given, mostly an ISO 8601 date, if given. */
  public Optional<String> itemExpirationDate() {
    return attribute("itemExpirationDate");
  }

  /** The first value of a standard master data attribute, by its local name. */
  public Optional<String> attribute(String localName) {
    return fields.stream()
        .filter(f -> f.name().getLocalPart().equals(localName) && isStandard(f.name()))
        .map(field -> field.text().strip())
        .findFirst();
  }

  /** A standard master data attribute. */
  public static Extension mda(String localName, String value) {
    return Extension.text(new QName(CBV_MDA, localName, "cbvmda"), value);
  }

  /** Whether this is the name of a standard master data attribute. */
  public static boolean isStandard(QName name) {
    // The JSON-LD context of the standard ends the namespace with a colon, XML does not.
    String namespace = name.getNamespaceURI();
    return namespace.equals(CBV_MDA) || namespace.equals(CBV_MDA + ":");
  }
}
