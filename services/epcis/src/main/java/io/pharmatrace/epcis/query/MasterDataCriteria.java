package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.BizTransaction;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.QuantityElement;
import io.pharmatrace.epcis.SourceOrDestination;
import io.pharmatrace.epcis.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What master data says about the vocabulary element that a field names: {@code WD_} (it lies in a
 * place), {@code HASATTR_field} and {@code EQATTR_field_attribute}. An underscore in the name of a
 * user's field would not be told from the one before the attribute, so such a field cannot be asked
 * for; the standard allows that.
 */
final class MasterDataCriteria {

  /**
   * A field whose type is a vocabulary.
   *
   * @param types the vocabulary types that describe its elements; empty for every one
   * @param elements canonical identifiers of the elements that an event names there
   */
  private record Field(
      String name, List<String> types, Function<Candidate, Stream<String>> elements) {}

  private static final Field READ_POINT =
      field(
          "readPoint",
          c -> place(c.event().readPoint()),
          MasterDataNames.READ_POINT,
          MasterDataNames.LOCATION);

  private static final Field BIZ_LOCATION =
      field(
          "bizLocation",
          c -> place(c.event().bizLocation()),
          MasterDataNames.BUSINESS_LOCATION,
          MasterDataNames.LOCATION);

  private static final Map<String, Field> FIELDS =
      Stream.of(
              READ_POINT,
              BIZ_LOCATION,
              field("bizStep", c -> term(c.event().bizStep()), MasterDataNames.BUSINESS_STEP),
              field("disposition", c -> term(c.event().disposition()), MasterDataNames.DISPOSITION),
              field(
                  "epcClass",
                  c -> canonical(c.anyQuantity().map(QuantityElement::epcClass)),
                  MasterDataNames.EPC_CLASS),
              field(
                  "bizTransaction",
                  c ->
                      canonical(
                          c.event().common().bizTransactions().stream().map(BizTransaction::id)),
                  MasterDataNames.BUSINESS_TRANSACTION),
              end("source", c -> c.event().common().sources()),
              end("destination", c -> c.event().common().destinations()))
          .collect(Collectors.toUnmodifiableMap(Field::name, field -> field));

  private static final Pattern NAME =
      Pattern.compile(
          "(HASATTR|EQATTR|EQ_ATTR)_([A-Za-z]+|[^_:#/]+:[^_:#/]+|[^#]+#[^_#]+)(?:_(.+))?");

  private MasterDataCriteria() {}

  /** The criterion of a parameter, or empty if it is another one. */
  static Optional<Criterion> read(String name, List<String> values, Map<String, String> prefixes)
      throws BadParameter {
    if (name.equals("WD_readPoint")) {
      return Optional.of(within(READ_POINT, values, prefixes));
    }
    if (name.equals("WD_bizLocation")) {
      return Optional.of(within(BIZ_LOCATION, values, prefixes));
    }
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    boolean has = parts.group(1).equals("HASATTR");
    @Nullable String attribute = parts.group(3);
    if (has != (attribute == null)) {
      return Optional.empty();
    }
    @Nullable Field standard = FIELDS.get(parts.group(2));
    Field field = standard != null ? standard : own(FieldName.parse(parts.group(2), prefixes));
    if (attribute == null) {
      List<String> names = new ArrayList<>();
      values.forEach(value -> names.add(MasterDataNames.attribute(value, prefixes)));
      return Optional.of(
          criterion(
              "HASATTR_" + field.name(),
              names,
              field,
              new MasterDataQuestion.HasAttribute(field.types(), names)));
    }
    String canonical = MasterDataNames.attribute(attribute, prefixes);
    return Optional.of(
        criterion(
            "EQATTR_" + field.name() + "_" + canonical,
            values,
            field,
            new MasterDataQuestion.AttributeIs(field.types(), canonical, values)));
  }

  private static Criterion within(Field field, List<String> values, Map<String, String> prefixes)
      throws BadParameter {
    List<String> places = StandardCriteria.identifiers(values, prefixes);
    MasterDataQuestion question = new MasterDataQuestion.LiesIn(field.types(), places);
    return new Criterion(
        "WD_" + field.name(),
        places,
        c ->
            field
                .elements()
                .apply(c)
                .anyMatch(
                    place ->
                        places.contains(place)
                            || places.contains(MasterDataNames.site(place))
                            || c.vocabulary().answers(place, question)),
        question);
  }

  private static Criterion criterion(
      String name, List<String> values, Field field, MasterDataQuestion question) {
    return new Criterion(
        name,
        values,
        c ->
            field
                .elements()
                .apply(c)
                .anyMatch(element -> c.vocabulary().answers(element, question)),
        question);
  }

  private static Field field(
      String name, Function<Candidate, Stream<String>> elements, String... types) {
    return new Field(name, List.of(types), elements);
  }

  private static Field end(String name, Function<Candidate, List<SourceOrDestination>> ends) {
    return field(
        name,
        c -> canonical(ends.apply(c).stream().map(SourceOrDestination::id)),
        MasterDataNames.SOURCE_DESTINATION,
        MasterDataNames.LOCATION,
        MasterDataNames.PARTY);
  }

  /** A user's field; which vocabulary it takes its values from, the event does not say. */
  private static Field own(FieldName name) {
    return field(
        name.toString(),
        c ->
            c.event().common().extensions().stream()
                .filter(e -> name.names(e.name()))
                .map(Extension::text)
                .map(text -> Identifier.parse(text).map(Identifier::canonical).orElse(text)));
  }

  private static Stream<String> place(@Nullable Place place) {
    return place == null ? Stream.empty() : Stream.of(place.id().canonical());
  }

  private static Stream<String> term(@Nullable Term term) {
    return term == null ? Stream.empty() : Stream.of(term.webUri());
  }

  private static Stream<String> canonical(Stream<Identifier> ids) {
    return ids.map(Identifier::canonical);
  }
}
