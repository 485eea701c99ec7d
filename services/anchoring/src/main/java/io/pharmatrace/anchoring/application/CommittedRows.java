package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.ConsistencyProof;
import io.pharmatrace.transparency.Head;
import io.pharmatrace.transparency.TiledLog;
import io.pharmatrace.transparency.evidence.Bytes;
import io.pharmatrace.transparency.evidence.Capture;
import io.pharmatrace.transparency.evidence.Capture.Committed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Confirmed commitments from the tables, as evidence has them. In the transaction of the handle.
 */
record CommittedRows(Handle handle) {
  /** How many commitments are shown in a row before another capture is worth it. */
  static final int LONG_ROW = 256;

  /**
   * Commitments that one capture shows.
   *
   * @param name of the organisation on chain
   * @param needed sequences, at least one
   * @param block of the last that is needed; of the present, where that is not far
   */
  record Row(UUID organisation, Bytes32 name, SortedSet<Long> needed, long block) {
    long first() {
      return needed.first();
    }
  }

  /** Up to which block every record on chain has been compared with ours. */
  long followed() {
    return handle.createQuery("SELECT followed FROM anchoring.chain").mapTo(Long.class).one();
  }

  UUID organisation(Bytes32 name) {
    return OpenLogs.organisation(handle, name).orElseThrow();
  }

  long blockOf(UUID organisation, long sequence) {
    return handle
        .createQuery(
            "SELECT block_number FROM anchoring.commitment WHERE confirmed_at IS NOT NULL"
                + " AND organisation = :organisation AND sequence = :sequence")
        .bind("organisation", organisation)
        .bind("sequence", sequence)
        .mapTo(Long.class)
        .one();
  }

  /** The last commitment up to a block. */
  long lastSequence(UUID organisation, long block) {
    return handle
        .createQuery(
            "SELECT max(sequence) FROM anchoring.commitment WHERE confirmed_at IS NOT NULL"
                + " AND organisation = :organisation AND block_number <= :block")
        .bind("organisation", organisation)
        .bind("block", block)
        .mapTo(Long.class)
        .one();
  }

  /**
   * All that the ledger holds of a row of commitments, but for the state proofs.
   *
   * @param name of the organisation on chain
   */
  record Told(
      Bytes32 name, Bytes32 before, List<Committed> commitments, List<ConsistencyProof> growth) {
    Capture.Log proven(List<Bytes> head, List<Bytes> last) {
      return new Capture.Log(name, head, last, before, commitments, growth);
    }
  }

  Told told(Row row) {
    List<Committed> all = commitments(row);
    StoredTiles tiles = new StoredTiles(handle, row.organisation);
    List<ConsistencyProof> growth = new ArrayList<>();
    Optional<Committed> before = Optional.empty();
    for (Committed each : all) {
      if (each.signed().isPresent()) {
        before.ifPresent(
            from -> growth.add(TiledLog.consistencyProof(tiles, from.logSize(), each.logSize())));
        before = Optional.of(each);
      }
    }
    return new Told(row.name, headBefore(row), all, growth);
  }

  private Bytes32 headBefore(Row row) {
    return row.first() == 1
        ? Head.FIRST
        : handle
            .createQuery(
                "SELECT head FROM anchoring.commitment"
                    + " WHERE organisation = :organisation AND sequence = :before")
            .bind("organisation", row.organisation)
            .bind("before", row.first() - 1)
            .map((r, c) -> Bytea.get(r, "head"))
            .one();
  }

  private List<Committed> commitments(Row row) {
    long end = lastSequence(row.organisation, row.block);
    return handle
        .createQuery(
            """
            SELECT c.sequence, c.log_size, c.log_root, c.closures, c.signature, c.block_number,
                   c.block_time, coalesce(c.signer, i.key_address) AS signer
            FROM anchoring.commitment c
            JOIN anchoring.identity i ON i.organisation = c.organisation
            WHERE c.organisation = :organisation AND c.sequence BETWEEN :first AND :end
            ORDER BY c.sequence
            """)
        .bind("organisation", row.organisation)
        .bind("first", row.first())
        .bind("end", end)
        .map((r, c) -> committed(r, row.needed, end))
        .list();
  }

  private static Committed committed(ResultSet r, SortedSet<Long> needed, long end)
      throws SQLException {
    long sequence = r.getLong("sequence");
    List<Closure> closures = Commitments.decode(Bytea.list(r, "closures"));
    return new Committed(
        sequence,
        r.getLong("log_size"),
        Bytea.get(r, "log_root"),
        Closure.hashOf(closures),
        Address.of(r.getBytes("signer")),
        r.getLong("block_number"),
        r.getObject("block_time", OffsetDateTime.class).toEpochSecond(),
        needed.contains(sequence) || sequence == end
            ? Optional.of(new Capture.Signed(closures, signature(r)))
            : Optional.empty());
  }

  /** What is there: it may be none, or another key's, see {@link UsedSignatures}. */
  private static Bytes signature(ResultSet r) throws SQLException {
    byte @Nullable [] signature = r.getBytes("signature");
    return Bytes.of(signature == null ? new byte[0] : signature);
  }

  /** The identity document of an organisation. */
  Bytes identity(UUID organisation) {
    return handle
        .createQuery("SELECT document FROM anchoring.identity WHERE organisation = :organisation")
        .bind("organisation", organisation)
        .map((r, c) -> Bytes.of(r.getBytes("document")))
        .one();
  }
}
