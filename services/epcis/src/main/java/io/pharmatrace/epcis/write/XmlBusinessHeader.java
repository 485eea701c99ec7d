package io.pharmatrace.epcis.write;

import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.Extension;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;

/**
 * The UN/CEFACT standard business document header 1.0, without which EPCIS 1.2 allows no header of
 * a document (EPCIS 2.0 does): what is known is said, the rest is empty.
 */
final class XmlBusinessHeader {
  private static final String NAMESPACE =
      "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader";
  private static final String NAME = "StandardBusinessDocumentHeader";

  private XmlBusinessHeader() {}

  static boolean is(Extension field) {
    return field.name().getLocalPart().equals(NAME);
  }

  /** The envelope itself, or with a header where version 1.2 needs one. */
  static Envelope complete(Envelope envelope) {
    boolean masterData =
        envelope.kind() != Envelope.Kind.QUERY_DOCUMENT
            && envelope.kind() != Envelope.Kind.MASTER_DATA_DOCUMENT
            && !envelope.masterData().isEmpty();
    boolean needed = masterData || !envelope.header().isEmpty();
    if (!needed || envelope.header().stream().anyMatch(XmlBusinessHeader::is)) {
      return envelope;
    }
    List<Extension> header = new ArrayList<>(envelope.header());
    header.add(of(envelope));
    return new Envelope(
        envelope.kind(),
        envelope.schemaVersion(),
        envelope.creationDate(),
        envelope.fields(),
        header,
        envelope.masterData(),
        envelope.query());
  }

  private static Extension of(Envelope envelope) {
    // Without a date the document cannot be right anyway: the schema requires one of it, too.
    OffsetDateTime date = envelope.creationDate();
    String time = date == null ? "" : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(date);
    return part(
        NAME,
        text("HeaderVersion", "1.0"),
        part("Sender", text("Identifier", known(envelope, "sender"))),
        part("Receiver", text("Identifier", known(envelope, "receiver"))),
        part(
            "DocumentIdentification",
            text("Standard", "EPCglobal"),
            text("TypeVersion", "1.0"),
            text("InstanceIdentifier", known(envelope, "instanceIdentifier")),
            text("Type", "Events"),
            text("CreationDateAndTime", time)));
  }

  private static String known(Envelope envelope, String name) {
    return envelope.fields().stream()
        .filter(field -> field.name().equals(new QName(name)))
        .map(Extension::text)
        .findFirst()
        .orElse("");
  }

  private static Extension part(String name, Extension... parts) {
    return Extension.object(name(name), List.of(parts));
  }

  private static Extension text(String name, String value) {
    return Extension.text(name(name), value);
  }

  private static QName name(String local) {
    return new QName(NAMESPACE, local, "sbdh");
  }
}
