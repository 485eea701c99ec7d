package io.pharmatrace.records.application;

import io.pharmatrace.records.application.SealedRecords.Expected;
import io.pharmatrace.records.application.StoredVersion.Altered;
import io.pharmatrace.records.application.StoredVersion.Erased;
import io.pharmatrace.records.application.StoredVersion.Kept;
import io.pharmatrace.records.domain.RecordFacts;
import io.pharmatrace.records.domain.RecordVersion;
import io.pharmatrace.records.domain.consent.Code;
import io.pharmatrace.records.domain.consent.Interval;
import io.pharmatrace.records.domain.consent.Ref;
import io.pharmatrace.transparency.Bytes32;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of {@code records.record}. */
final class RecordRows {
  private RecordRows() {}

  /** Keeps others from changing the record; whether there is one. */
  static boolean lock(Handle transaction, UUID record) {
    return transaction
        .createQuery("SELECT 1 FROM records.record WHERE id = :id AND version = 1 FOR UPDATE")
        .bind("id", record)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static OptionalInt newest(Handle handle, UUID record) {
    return handle
        .createQuery("SELECT version FROM records.record WHERE id = :id ORDER BY 1 DESC LIMIT 1")
        .bind("id", record)
        .mapTo(Integer.class)
        .findOne()
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  static Optional<StoredVersion> find(Handle handle, UUID record, int version) {
    return handle
        .createQuery("SELECT * FROM records.record WHERE id = :id AND version = :version")
        .bind("id", record)
        .bind("version", version)
        .map((r, c) -> map(r))
        .findOne();
  }

  static void insert(Handle transaction, Kept row) {
    RecordVersion version = row.version();
    RecordFacts facts = version.facts();
    transaction
        .createUpdate(
            """
            INSERT INTO records.record (id, version, custodian, person, type, status,
              authored_from, authored_until, authors, related, labels, jwe, salt, previous,
              commitment, entry_id, stored)
            VALUES (:id, :version, :custodian, :person, :type, :status, :from, :until, :authors,
              :related, :labels, :jwe, :salt, :previous, :commitment, :entry, :stored)
            """)
        .bind("id", version.record())
        .bind("version", version.version())
        .bind("custodian", row.custodian())
        .bind("person", version.person())
        .bind("type", facts.type())
        .bind("status", facts.status())
        .bind("from", time(facts.authored().start()))
        .bind("until", time(facts.authored().end()))
        .bindArray("authors", String.class, texts(facts.authors()))
        .bindArray("related", String.class, texts(facts.related()))
        .bindArray(
            "labels",
            String.class,
            facts.labels().stream().map(l -> l.system() + "|" + l.value()).sorted().toList())
        .bind("jwe", row.body())
        .bind("salt", row.expected().salt().bytes())
        .bind("previous", version.previous().map(Bytes32::bytes).orElse(null))
        .bind("commitment", row.expected().commitment().bytes())
        .bind("entry", row.entry())
        .bind("stored", time(row.expected().stored()))
        .execute();
  }

  private static StoredVersion map(ResultSet r) throws SQLException {
    if (r.getObject("erased_at") != null) {
      return new Erased();
    }
    try {
      return kept(r);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return new Altered();
    }
  }

  private static Kept kept(ResultSet r) throws SQLException {
    RecordFacts facts =
        new RecordFacts(
            r.getString("type"),
            r.getString("status"),
            new Interval(instant(r, "authored_from"), instant(r, "authored_until")),
            texts(r, "authors").stream().map(Ref::new).collect(Collectors.toSet()),
            texts(r, "related").stream().map(Ref::new).collect(Collectors.toSet()),
            texts(r, "labels").stream().map(RecordRows::label).collect(Collectors.toSet()));
    byte @Nullable [] previous = r.getBytes("previous");
    RecordVersion version =
        new RecordVersion(
            r.getObject("id", UUID.class),
            r.getInt("version"),
            r.getObject("person", UUID.class),
            Optional.ofNullable(previous).map(Bytes32::of),
            facts);
    return new Kept(
        new Expected(
            version,
            Bytes32.of(r.getBytes("salt")),
            Bytes32.of(r.getBytes("commitment")),
            r.getObject("stored", OffsetDateTime.class).toInstant()),
        r.getObject("custodian", UUID.class),
        r.getString("jwe"),
        r.getLong("entry_id"));
  }

  private static Code label(String text) {
    int bar = text.indexOf('|');
    return new Code(text.substring(0, bar), text.substring(bar + 1));
  }

  private static List<String> texts(Collection<Ref> refs) {
    return refs.stream().map(Ref::value).sorted().toList();
  }

  private static List<String> texts(ResultSet r, String column) throws SQLException {
    return Arrays.asList((String[]) r.getArray(column).getArray());
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(ResultSet r, String column) throws SQLException {
    @Nullable OffsetDateTime time = r.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
