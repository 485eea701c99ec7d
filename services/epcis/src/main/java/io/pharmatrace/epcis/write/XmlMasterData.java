package io.pharmatrace.epcis.write;

import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.MasterData;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** Master data as XML, the same in both versions. */
final class XmlMasterData {

  private XmlMasterData() {}

  /** The list of vocabularies, in the order given. */
  static void write(List<MasterData> vocabularies, XmlOut out) throws IOException {
    out.start("VocabularyList");
    for (MasterData vocabulary : vocabularies) {
      out.start("Vocabulary");
      out.attribute("type", vocabulary.type());
      // JSON's list may be empty; XML's may not, but may be missing.
      if (!vocabulary.elements().isEmpty()) {
        out.start("VocabularyElementList");
        for (MasterData.Element element : vocabulary.elements()) {
          element(element, out);
        }
        out.end();
      }
      out.end();
    }
    out.end();
  }

  /** The schema gives the value of an attribute no simple type: a number stands there as a text. */
  private static Extension untyped(Extension value) {
    return switch (value.kind()) {
      case NUMBER ->
          Extension.text(value.name(), JsonExtensions.plain(new BigDecimal(value.text())));
      case BOOLEAN -> Extension.text(value.name(), value.text());
      case TEXT, OBJECT, ATTRIBUTE -> value;
    };
  }

  private static void element(MasterData.Element element, XmlOut out) throws IOException {
    out.start("VocabularyElement");
    out.attribute("id", element.id());
    out.attributes(element.extensions());
    for (MasterData.Attribute attribute : element.attributes()) {
      out.start("attribute");
      out.attribute("id", attribute.id());
      out.content(untyped(attribute.value()));
      out.end();
    }
    if (!element.children().isEmpty()) {
      out.start("children");
      for (String child : element.children()) {
        out.text("id", child);
      }
      out.end();
    }
    out.elements(element.extensions());
    out.end();
  }
}
