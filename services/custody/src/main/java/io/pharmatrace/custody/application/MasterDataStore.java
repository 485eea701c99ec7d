package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.MasterData;
import io.pharmatrace.epcis.query.MasterDataNames;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.platform.Json;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the master data of documents, for the queries of who captured it. What the latest document
 * says of an element of a vocabulary, its attributes and its children, replaces whatever was known
 * of it. Of an attribute with a structure it is kept that it is there, but no value. Thread-safe.
 */
@Singleton
final class MasterDataStore {
  /** As long as an index takes, see {@code V6__master_data.sql}; characters. */
  private static final int MAX_IDENTIFIER = 500;

  private static final int MAX_TYPE = 200;

  /** Elements of one statement. */
  private static final int BATCH = 1_000;

  private final Json json;

  MasterDataStore(Json json) {
    this.json = json;
  }

  private record Key(String type, String element) {}

  private record Row(Key key, String attributes, List<String> children) {}

  private record Child(Key parent, String id) {}

  /** Why master data cannot be kept, if it cannot: the first identifier that is too long. */
  static Optional<Refusal> refusal(List<MasterData> vocabularies) {
    return vocabularies.stream()
        .flatMap(
            vocabulary ->
                Stream.concat(
                    tooLong(vocabulary.type(), MAX_TYPE).stream(),
                    vocabulary.elements().stream()
                        .flatMap(e -> Stream.concat(Stream.of(e.id()), e.children().stream()))
                        .map(id -> MasterDataNames.element(vocabulary.type(), id))
                        .flatMap(id -> tooLong(id, MAX_IDENTIFIER).stream())))
        .findFirst();
  }

  private static Optional<Refusal> tooLong(String id, int max) {
    return id.length() <= max
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Reason.INVALID_EVENT,
                "In master data the identifier %s... has more than %d characters."
                    .formatted(id.substring(0, 80), max)));
  }

  /**
   * Keeps what a document lists; of an element that it lists twice, what it says last.
   *
   * @param organisation who captured it
   */
  void save(Handle handle, UUID organisation, List<MasterData> vocabularies) {
    Map<Key, Row> rows = new LinkedHashMap<>();
    for (MasterData vocabulary : vocabularies) {
      for (MasterData.Element element : vocabulary.elements()) {
        Row row = row(vocabulary.type(), element);
        rows.put(row.key(), row);
      }
    }
    List<Row> all = List.copyOf(rows.values());
    for (int from = 0; from < all.size(); from += BATCH) {
      save(handle, organisation, all, from);
    }
  }

  private Row row(String type, MasterData.Element element) {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    for (MasterData.Attribute attribute : element.attributes()) {
      List<String> texts =
          attributes.computeIfAbsent(
              MasterDataNames.attribute(attribute.id()), name -> new ArrayList<>());
      if (attribute.value().children().isEmpty()) {
        texts.add(attribute.value().text());
      }
    }
    return new Row(
        new Key(type, MasterDataNames.element(type, element.id())),
        json.write(attributes),
        element.children().stream()
            .map(child -> MasterDataNames.element(type, child))
            .distinct()
            .toList());
  }

  private static void save(Handle handle, UUID organisation, List<Row> all, int from) {
    List<Row> rows = all.subList(from, Math.min(from + BATCH, all.size()));
    Map<Key, Long> ids = new LinkedHashMap<>();
    handle
        .createQuery(
            """
            INSERT INTO custody.master_data (organisation_id, type, element, attributes)
            SELECT :organisation, type, element, CAST(attributes AS jsonb)
            FROM unnest(:types, :elements, :attributes) AS m (type, element, attributes)
            ON CONFLICT (element, organisation_id, type)
              DO UPDATE SET attributes = excluded.attributes
            RETURNING id, type, element
            """)
        .bind("organisation", organisation)
        .bindArray("types", String.class, Columns.of(rows, row -> row.key().type()))
        .bindArray("elements", String.class, Columns.of(rows, row -> row.key().element()))
        .bindArray("attributes", String.class, Columns.of(rows, Row::attributes))
        .map((r, c) -> Map.entry(new Key(r.getString(2), r.getString(3)), r.getLong(1)))
        .forEach(entry -> ids.put(entry.getKey(), entry.getValue()));
    handle
        .createUpdate("DELETE FROM custody.master_data_child WHERE parent_id = ANY(:ids)")
        .bindArray("ids", Long.class, List.copyOf(ids.values()))
        .execute();
    List<Child> children =
        rows.stream()
            .flatMap(row -> row.children().stream().map(id -> new Child(row.key(), id)))
            .toList();
    handle
        .createUpdate(
            """
            INSERT INTO custody.master_data_child (parent_id, child)
            SELECT * FROM unnest(:parents, :children)
            """)
        .bindArray(
            "parents",
            Long.class,
            Columns.of(children, child -> Objects.requireNonNull(ids.get(child.parent()))))
        .bindArray("children", String.class, Columns.of(children, Child::id))
        .execute();
  }
}
