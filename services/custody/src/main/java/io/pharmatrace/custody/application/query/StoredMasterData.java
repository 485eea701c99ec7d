package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.query.MasterDataQuestion;
import io.pharmatrace.epcis.query.MasterDataQuestion.AttributeIs;
import io.pharmatrace.epcis.query.MasterDataQuestion.HasAttribute;
import io.pharmatrace.epcis.query.MasterDataQuestion.LiesIn;
import io.pharmatrace.epcis.query.VocabularyData;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * The master data that organisations have captured, as far as a query asks for it. Each question
 * about each element is put to the database once, when an event names the element, so that nothing
 * is loaded that no event needs. Lives in one transaction; not thread-safe.
 */
final class StoredMasterData {
  /** Of each question so many answers are remembered. */
  private static final int REMEMBERED = 10_000;

  private record Asked(UUID owner, String element) {}

  private final Handle handle;

  // By identity: a question may have thousands of values, and a query has its own instance.
  private final IdentityHashMap<MasterDataQuestion, Map<Asked, Boolean>> answers =
      new IdentityHashMap<>();

  StoredMasterData(Handle handle) {
    this.handle = handle;
  }

  /** What an organisation has captured. */
  VocabularyData of(UUID owner) {
    return (element, question) ->
        element.length() <= SearchKeys.MAX_LENGTH
            && answers
                .computeIfAbsent(question, q -> new Remembered())
                .computeIfAbsent(new Asked(owner, element), asked -> ask(asked, question));
  }

  private boolean ask(Asked asked, MasterDataQuestion question) {
    Query query =
        switch (question) {
          case LiesIn(List<String> types, List<String> places) ->
              handle
                  .createQuery(
                      """
                      SELECT EXISTS (SELECT FROM custody.places_around(:element, :owner, :types) AS p
                                     WHERE p = ANY(:places))
                      """)
                  .bindArray("places", String.class, places);
          case HasAttribute(List<String> types, List<String> names) ->
              handle
                  .createQuery(described("jsonb_exists_any(attributes, :names)"))
                  .bindArray("names", String.class, names);
          case AttributeIs(List<String> types, String name, List<String> values) ->
              handle
                  .createQuery(described("jsonb_exists_any(attributes -> :name, :values)"))
                  .bind("name", name)
                  .bindArray("values", String.class, values);
        };
    return query
        .bind("element", asked.element())
        .bind("owner", asked.owner())
        .bindArray("types", String.class, question.types())
        .mapTo(Boolean.class)
        .one();
  }

  private static String described(String condition) {
    return """
        SELECT EXISTS (SELECT FROM custody.master_data
                       WHERE element = :element AND organisation_id = :owner
                         AND (cardinality(:types) = 0 OR type = ANY(:types)) AND %s)
        """
        .formatted(condition);
  }

  /** Forgets what was asked first when it becomes too much. */
  private static final class Remembered extends LinkedHashMap<Asked, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Asked, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }
}
