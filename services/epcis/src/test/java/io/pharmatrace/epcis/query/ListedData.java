package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.MasterData;
import io.pharmatrace.epcis.query.MasterDataQuestion.AttributeIs;
import io.pharmatrace.epcis.query.MasterDataQuestion.HasAttribute;
import io.pharmatrace.epcis.query.MasterDataQuestion.LiesIn;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.namespace.QName;

/** Master data as a document lists it. */
record ListedData(List<MasterData> lists) implements VocabularyData {

  /** A list of one element, whose attributes are given as {@code name=value}. */
  static MasterData of(String type, String id, List<String> children, String... attributes) {
    return new MasterData(
        "urn:epcglobal:epcis:vtype:" + type,
        List.of(
            new MasterData.Element(
                id,
                Arrays.stream(attributes).map(ListedData::attribute).toList(),
                children,
                List.of())));
  }

  private static MasterData.Attribute attribute(String text) {
    String[] parts = text.split("=", 2);
    return new MasterData.Attribute(parts[0], Extension.text(new QName("attribute"), parts[1]));
  }

  @Override
  public boolean answers(String element, MasterDataQuestion question) {
    return switch (question) {
      case LiesIn(var types, var places) ->
          around(element, types, new HashSet<>()).stream().anyMatch(places::contains);
      case HasAttribute(var types, var names) ->
          attributes(element, types).anyMatch(a -> names.contains(name(a)));
      case AttributeIs(var types, var name, var values) ->
          attributes(element, types)
              .anyMatch(a -> name.equals(name(a)) && values.contains(a.value().text()));
    };
  }

  private Stream<MasterData.Attribute> attributes(String element, List<String> types) {
    return lists.stream()
        .filter(list -> types.isEmpty() || types.contains(list.type()))
        .flatMap(
            list ->
                list.elements().stream()
                    .filter(e -> MasterDataNames.element(list.type(), e.id()).equals(element))
                    .flatMap(e -> e.attributes().stream()));
  }

  private Set<String> around(String place, List<String> types, Set<String> found) {
    if (found.add(place)) {
      around(MasterDataNames.site(place), types, found);
      for (MasterData list : lists) {
        for (MasterData.Element e : list.elements()) {
          boolean parent =
              types.contains(list.type())
                  && e.children().stream()
                      .anyMatch(c -> MasterDataNames.element(list.type(), c).equals(place));
          if (parent) {
            around(MasterDataNames.element(list.type(), e.id()), types, found);
          }
        }
      }
    }
    return found;
  }

  private static String name(MasterData.Attribute attribute) {
    return MasterDataNames.attribute(attribute.id());
  }
}
