package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.query.Criterion;
import io.pharmatrace.epcis.query.MasterDataQuestion;
import io.pharmatrace.epcis.query.MasterDataQuestion.AttributeIs;
import io.pharmatrace.epcis.query.MasterDataQuestion.HasAttribute;
import io.pharmatrace.epcis.query.MasterDataQuestion.LiesIn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the database can say about a criterion on master data, for {@link Prefilter}: the master
 * data counts that {@link QueryMatch} looks at, and for a regulator where need be that of all.
 */
final class MasterDataFilter {
  private static final Map<String, String> COLUMNS =
      Map.of("readPoint", "e.read_point", "bizLocation", "e.biz_location");

  /** Fields whose values are in {@code custody.event_identifier}. */
  private static final Set<String> IDENTIFIERS =
      Set.of("epcClass", "bizTransaction", "source", "destination");

  /** Null for a regulator. */
  private static final String OWNER = "CAST(:viewer AS uuid)";

  private MasterDataFilter() {}

  /**
   * A condition on {@code custody.event e}, or empty if the database has none.
   *
   * @param array makes a list of texts a parameter of the statement
   */
  static Optional<String> of(Criterion criterion, Function<List<String>, String> array) {
    return criterion
        .masterData()
        .flatMap(
            question -> {
              // WD_field, HASATTR_field, EQATTR_field_attribute; a user's field is in no map.
              String field = criterion.parameter().split("_", 3)[1];
              @Nullable String column = COLUMNS.get(field);
              if (column != null) {
                return Optional.of(onPlace(column, question, array));
              }
              return IDENTIFIERS.contains(field)
                  ? Optional.of(onIdentifier(question, array))
                  : Optional.empty();
            });
  }

  private static String onPlace(
      String column, MasterDataQuestion question, Function<List<String>, String> array) {
    if (question instanceof LiesIn(List<String> types, List<String> places)) {
      // From a function in FROM the planner makes a plan for these very places.
      String inside =
          "(SELECT p FROM custody.places_in(%s, %s, %s) AS p)"
              .formatted(
                  array.apply(places.stream().map(SearchKeys::cut).toList()),
                  OWNER,
                  array.apply(types));
      return "(%s IN %s OR custody.site(%s) IN %s)".formatted(column, inside, column, inside);
    }
    return "EXISTS (SELECT FROM custody.master_data m WHERE m.element = %s".formatted(column)
        + " AND m.organisation_id = coalesce(%s, e.organisation_id) AND %s)"
            .formatted(OWNER, described(question, array));
  }

  private static String onIdentifier(
      MasterDataQuestion question, Function<List<String>, String> array) {
    return """
        e.id IN (SELECT i.event_id FROM custody.master_data m
                 JOIN custody.event_identifier i ON i.identifier = m.element
                 WHERE (%s IS NULL OR m.organisation_id = %s) AND %s)
        """
        .formatted(OWNER, OWNER, described(question, array));
  }

  private static String described(
      MasterDataQuestion question, Function<List<String>, String> array) {
    String type = "m.type = ANY(%s) AND ".formatted(array.apply(question.types()));
    return switch (question) {
      case HasAttribute(List<String> types, List<String> names) ->
          type + "jsonb_exists_any(m.attributes, %s)".formatted(array.apply(names));
      case AttributeIs(List<String> types, String name, List<String> values) ->
          type
              + "jsonb_exists_any(m.attributes -> (%s)[1], %s)"
                  .formatted(array.apply(List.of(name)), array.apply(values));
      case LiesIn lies -> throw new IllegalArgumentException("only a place lies in one: " + lies);
    };
  }
}
