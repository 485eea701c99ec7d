package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.ProblemCode;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;

/** What surrounds the events in XML. */
final class XmlEnvelope {
  private static final Set<String> OWN_ATTRIBUTES = Set.of("schemaVersion", "creationDate");

  private final Problems problems;
  private final EnvelopeBuilder envelope;

  XmlEnvelope(Problems problems) {
    this.problems = problems;
    this.envelope = new EnvelopeBuilder(problems);
  }

  Envelope build() {
    return envelope.build();
  }

  void bare() {
    envelope.kind(Envelope.Kind.BARE_EVENT);
  }

  /** Takes the attributes of a document. */
  void document(Envelope.Kind kind, XmlCursor cursor) throws LimitException {
    envelope.kind(kind);
    String path = cursor.path();
    String version = cursor.attribute("schemaVersion");
    if (version.isEmpty()) {
      missingAttribute(path, "schemaVersion");
    } else {
      envelope.schemaVersion(version, path + "/@schemaVersion", List.of("1", "2"));
    }
    String created = cursor.attribute("creationDate");
    if (created.isEmpty()) {
      missingAttribute(path, "creationDate");
    } else {
      envelope.creationDate(created, path + "/@creationDate");
    }
    List<Extension> others =
        new XmlFields(cursor.withoutContent())
            .all().stream().filter(a -> !OWN_ATTRIBUTES.contains(a.name().getLocalPart())).toList();
    envelope.fields(others);
  }

  void header(XmlElement element) {
    XmlFields header = new XmlFields(element);
    Fields masterData = header.object("EPCISMasterData");
    if (masterData != null) {
      problems.isClosed(masterData, Set.of("VocabularyList"));
      if (masterData.object("VocabularyList") == null) {
        missing(masterData.path(), "VocabularyList", "Master data has a VocabularyList.");
      }
      envelope.masterData(MasterDataAssembler.xml(masterData, problems));
    }
    problems.isObject(header, Set.of("EPCISMasterData"));
    BusinessHeader.check(element, problems);
    envelope.header(header.extensions());
  }

  void masterData(XmlElement vocabularyList) {
    XmlFields parent = new XmlFields(XmlElement.holder(vocabularyList));
    problems.addAll(parent.faults());
    envelope.masterData(MasterDataAssembler.xml(parent, problems));
  }

  /** Takes what a query result says about itself. */
  void query(XmlElement element) {
    XmlFields parent = new XmlFields(XmlElement.holder(element));
    problems.addAll(parent.faults());
    String text = new Values(problems).text(parent.scalar(element.localName()));
    if (text != null && element.localName().equals("queryName")) {
      envelope.queryName(text);
    } else if (text != null) {
      envelope.subscriptionId(text);
    }
  }

  void foreign(XmlElement element) {
    problems.addAll(new XmlFields(XmlElement.holder(element)).faults());
    envelope.fields(List.of(XmlExtensions.of(element)));
  }

  /** The events are streamed: what surrounds them has no place for attributes. */
  void noAttributes(XmlCursor cursor) throws LimitException {
    XmlElement element = cursor.withoutContent();
    for (QName attribute : element.attributes().keySet()) {
      if (!XmlRules.isTechnical(attribute)) {
        problems.add(ProblemCode.FIELD_UNKNOWN, element.path(attribute), Problems.NO_PLACE);
      }
    }
  }

  private void missingAttribute(String path, String attribute) {
    missing(path, "@" + attribute, "A document has the attribute " + attribute + ".");
  }

  private void missing(String path, String name, String message) {
    problems.add(ProblemCode.FIELD_MISSING, path + "/" + name, message);
  }
}
