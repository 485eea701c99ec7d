package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.MasterData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Master data in a header; XML and JSON differ in the names of its levels. */
final class MasterDataAssembler {

  private record Names(
      String list, String vocabulary, String elements, String element, String attributes) {}

  private static final Names XML =
      new Names(
          "VocabularyList",
          "Vocabulary",
          "VocabularyElementList",
          "VocabularyElement",
          "attribute");
  private static final Names JSON =
      new Names("vocabularyList", "", "vocabularyElementList", "", "attributes");

  private final Problems problems;
  private final Values values;
  private final Names names;

  private MasterDataAssembler(Problems problems, Names names) {
    this.problems = problems;
    this.values = new Values(problems);
    this.names = names;
  }

  static List<MasterData> xml(Fields masterData, Problems problems) {
    return new MasterDataAssembler(problems, XML).vocabularies(masterData);
  }

  static List<MasterData> json(Fields masterData, Problems problems) {
    return new MasterDataAssembler(problems, JSON).vocabularies(masterData);
  }

  private List<MasterData> vocabularies(Fields part) {
    List<MasterData> result = new ArrayList<>();
    for (Fields vocabulary : part.objects(names.list, names.vocabulary)) {
      problems.isClosed(vocabulary, Set.of("type", names.elements));
      String type = required(vocabulary, "type");
      List<MasterData.Element> elements = new ArrayList<>();
      for (Fields element : vocabulary.objects(names.elements, names.element)) {
        problems.isObject(element, Set.of("id", names.attributes, "children"));
        String id = required(element, "id");
        if (id != null) {
          elements.add(
              new MasterData.Element(
                  element.expand(id),
                  attributes(element),
                  children(element),
                  element.extensions()));
        }
      }
      if (type != null) {
        result.add(new MasterData(type, elements));
      }
    }
    return result;
  }

  private List<MasterData.Attribute> attributes(Fields element) {
    List<MasterData.Attribute> result = new ArrayList<>();
    for (Fields attribute : element.repeatedObjects(names.attributes)) {
      String id = required(attribute, "id");
      problems.addAll(attribute.faults());
      if (id != null) {
        for (Extension value : attribute.value("attribute", "id")) {
          result.add(new MasterData.Attribute(attribute.expand(id), value));
        }
      }
    }
    return result;
  }

  private static List<String> children(Fields element) {
    return element.scalars("children", "id").stream()
        .map(child -> element.expand(child.text()))
        .toList();
  }

  private @Nullable String required(Fields part, String name) {
    return part.isObject() ? values.text(problems.required(part, name)) : null;
  }
}
