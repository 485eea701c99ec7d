package io.pharmatrace.records.application;

import com.nimbusds.jose.util.Base64URL;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Rows of {@code records.wrapped_key}: for whom a version can be opened. */
final class WrappedRows {
  private WrappedRows() {}

  /** A row as it stands, which somebody may have altered. */
  record Row(UUID record, int version, String kid, String epk, String encrypted) {
    static Row map(ResultSet r) throws SQLException {
      return new Row(
          r.getObject("record", UUID.class),
          r.getInt("version"),
          r.getString("kid"),
          r.getString("epk"),
          r.getString("encrypted_key"));
    }

    Optional<WrappedKey> key() {
      return P256Key.parse(epk)
          .map(ephemeral -> new WrappedKey(kid, ephemeral, new Base64URL(encrypted)));
    }
  }

  static void insert(Handle transaction, UUID record, int version, List<WrappedKey> keys) {
    transaction
        .createUpdate(
            """
            INSERT INTO records.wrapped_key (record, version, kid, epk, encrypted_key)
            SELECT :record, :version, kid, epk, key
            FROM unnest(:kids, :epks, :keys) AS n (kid, epk, key)
            """)
        .bind("record", record)
        .bind("version", version)
        .bindArray("kids", String.class, keys.stream().map(WrappedKey::kid).toList())
        .bindArray("epks", String.class, keys.stream().map(k -> k.ephemeral().jwk()).toList())
        .bindArray("keys", String.class, keys.stream().map(k -> k.encrypted().toString()).toList())
        .execute();
  }

  /** The reader's row of this version; the newest key, when a rotation is under way. */
  static Optional<Row> of(Handle handle, UUID record, int version, UUID reader) {
    return handle
        .createQuery(
            """
            SELECT w.* FROM records.wrapped_key w JOIN records.reader_key k ON k.kid = w.kid
            WHERE w.record = :record AND w.version = :version AND k.reader = :reader
            ORDER BY k.retired DESC NULLS FIRST LIMIT 1
            """)
        .bind("record", record)
        .bind("version", version)
        .bind("reader", reader)
        .map((r, c) -> Row.map(r))
        .findOne();
  }

  /** Who can open this version. */
  static List<UUID> readers(Handle handle, UUID record, int version) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT k.reader FROM records.wrapped_key w
            JOIN records.reader_key k ON k.kid = w.kid
            WHERE w.record = :record AND w.version = :version
            """)
        .bind("record", record)
        .bind("version", version)
        .mapTo(UUID.class)
        .list();
  }
}
