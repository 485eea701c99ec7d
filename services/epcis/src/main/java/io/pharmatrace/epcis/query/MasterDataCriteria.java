package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.BizTransaction;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.QuantityElement;
import io.pharmatrace.epcis.SourceOrDestination;
import io.pharmatrace.epcis.Term;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code HASATTR_field} and {@code EQATTR_field_attribute}: what master data says about the
 * vocabulary element that a field names. An underscore in the name of a user's field would not be
 * told from the one before the attribute, so such a field cannot be asked for.
 */
final class MasterDataCriteria {
  private static final Map<String, Function<Candidate, Stream<String>>> FIELDS =
      Map.of(
          "bizStep", c -> Stream.ofNullable(c.event().bizStep()).map(Term::webUri),
          "disposition", c -> Stream.ofNullable(c.event().disposition()).map(Term::webUri),
          "readPoint", c -> place(c.event().readPoint()),
          "bizLocation", c -> place(c.event().bizLocation()),
          "epcClass",
              c -> c.anyQuantity().map(QuantityElement::epcClass).map(Identifier::canonical),
          "bizTransaction",
              c ->
                  c.event().common().bizTransactions().stream()
                      .map(BizTransaction::id)
                      .map(Identifier::canonical),
          "source", c -> ends(c.event().common().sources()),
          "destination", c -> ends(c.event().common().destinations()));

  private static final Pattern NAME =
      Pattern.compile(
          "(HASATTR|EQATTR|EQ_ATTR)_([A-Za-z]+|[^_:#/]+:[^_:#/]+|[^#]+#[^_#]+)(?:_(.+))?");

  private MasterDataCriteria() {}

  /** The criterion of a parameter, or empty if it is another one. */
  static Optional<Criterion> read(String name, List<String> values, Map<String, String> prefixes)
      throws BadParameter {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    boolean has = parts.group(1).equals("HASATTR");
    String attribute = parts.group(3) == null ? "" : parts.group(3);
    if (has != attribute.isEmpty()) {
      return Optional.empty();
    }
    Function<Candidate, Stream<String>> standard = FIELDS.get(parts.group(2));
    String field = parts.group(2);
    Function<Candidate, Stream<String>> elements;
    if (standard != null) {
      elements = standard;
    } else {
      FieldName own = FieldName.parse(field, prefixes);
      field = own.toString();
      elements =
          c ->
              c.event().common().extensions().stream()
                  .filter(e -> own.names(e.name()))
                  .map(Extension::text)
                  .map(text -> Identifier.parse(text).map(Identifier::canonical).orElse(text));
    }
    if (has) {
      return Optional.of(
          new Criterion(
              "HASATTR_" + field,
              values,
              c ->
                  elements
                      .apply(c)
                      .map(c.vocabulary()::attributes)
                      .anyMatch(a -> values.stream().anyMatch(a::containsKey))));
    }
    return Optional.of(
        new Criterion(
            "EQATTR_" + field + "_" + attribute,
            values,
            c ->
                elements
                    .apply(c)
                    .map(c.vocabulary()::attributes)
                    .flatMap(a -> a.getOrDefault(attribute, List.of()).stream())
                    .anyMatch(values::contains)));
  }

  private static Stream<String> place(@Nullable Place place) {
    return Optional.ofNullable(place).map(p -> p.id().canonical()).stream();
  }

  private static Stream<String> ends(List<SourceOrDestination> ends) {
    return ends.stream().map(e -> e.id().canonical());
  }
}
