package io.pharmatrace.anchoring.application;

import io.pharmatrace.platform.Columns;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.TiledLog;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Gives unplaced entries their place: once a tick and organisation, leaf indexes, the grown tree
 * and one commitment with what is to be closed, for many organisations in one transaction. One
 * whose last commitment is not confirmed yet waits, so that there is never more than one open; what
 * gathers meanwhile goes into the next. Any number of sealers may run at once: the log's row lock
 * lets one in.
 */
@Singleton
public final class Sealer {
  /** Organisations in one transaction, which waits for nobody: it takes only logs that are free. */
  private static final int AT_ONCE = 50;

  private record Unsealed(long id, Bytes32 leafHash) {}

  private final Jdbi jdbi;
  private final Steps steps;
  private final Padding padding;

  Sealer(Jdbi jdbi, Steps steps, Padding padding) {
    this.jdbi = jdbi;
    this.steps = steps;
    this.padding = padding;
  }

  /**
   * Seals what every organisation has whose last commitment was sealed so long ago.
   *
   * @return how many commitments were made
   */
  public int sealAll(Duration tick) {
    List<UUID> ready =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT l.organisation FROM anchoring.log l
                        WHERE l.sequence = l.confirmed AND l.stopped IS NULL AND
                        """
                            + Completion.IS_DONE
                            + """
                          AND NOT EXISTS (
                            SELECT FROM anchoring.commitment c
                            WHERE c.organisation = l.organisation AND c.sequence = l.sequence
                              AND c.sealed_at > now() - make_interval(secs => :tick))
                          AND (:padding AND EXISTS (
                                 SELECT FROM registry.organisations o
                                 WHERE o.id = l.organisation AND o.standing = 'active')
                            OR EXISTS (SELECT FROM anchoring.entry e
                                       WHERE e.organisation = l.organisation AND e.sequence IS NULL)
                            OR EXISTS (SELECT FROM anchoring.closing k
                                       WHERE k.organisation = l.organisation AND
                        """
                            + OpenClosings.IS_DUE
                            + "))")
                    .bind("tick", tick.toMillis() / 1000.0)
                    .bind("padding", padding.isOn())
                    .mapTo(UUID.class)
                    .list());
    int sealed = 0;
    for (int from = 0; from < ready.size(); from += AT_ONCE) {
      List<UUID> some = ready.subList(from, Math.min(ready.size(), from + AT_ONCE));
      int made = jdbi.inTransaction(handle -> seal(handle, some));
      if (made > 0) {
        sealed += made;
        steps.reached(Steps.SEALED);
      }
    }
    return sealed;
  }

  /** Many in one transaction: of a small one, making it durable is the greater part. */
  private int seal(Handle handle, List<UUID> organisations) {
    int sealed = 0;
    for (UUID organisation : organisations) {
      if (seal(handle, organisation)) {
        sealed++;
      }
    }
    return sealed;
  }

  private boolean seal(Handle handle, UUID organisation) {
    record Log(long size, long sequence) {}
    var log =
        handle
            .createQuery(
                """
                SELECT size, sequence FROM anchoring.log
                WHERE organisation = :organisation AND sequence = confirmed AND stopped IS NULL AND
                """
                    + Completion.IS_DONE
                    + """
                -- Not FOR UPDATE: a long capture that appends entries does not hold sealing up.
                FOR NO KEY UPDATE SKIP LOCKED
                """)
            .bind("organisation", organisation)
            .map((r, c) -> new Log(r.getLong(1), r.getLong(2)))
            .findOne();
    if (log.isEmpty()) {
      return false;
    }
    List<Unsealed> entries = new ArrayList<>(unsealed(handle, organisation));
    entries.addAll(
        entries(handle, padding.fill(handle, organisation, Columns.of(entries, Unsealed::id))));
    if (entries.isEmpty()) {
      return false;
    }
    long size = log.get().size();
    long sequence = log.get().sequence() + 1;
    StoredTiles tiles = new StoredTiles(handle, organisation);
    TiledLog.Appended appended =
        TiledLog.append(tiles, size, entries.stream().map(Unsealed::leafHash).toList());
    tiles.write(appended.tiles());
    place(handle, entries.stream().map(Unsealed::id).toList(), sequence, size);
    commit(handle, organisation, sequence, size, appended);
    OpenClosings.commit(handle, organisation, sequence, padding.closures());
    return true;
  }

  private List<Unsealed> unsealed(Handle handle, UUID organisation) {
    return handle
        .createQuery(
            """
            SELECT id, leaf_hash FROM anchoring.entry
            WHERE organisation = :organisation AND sequence IS NULL
            ORDER BY id LIMIT :max
            """)
        .bind("organisation", organisation)
        .bind("max", padding.entries())
        .map((r, c) -> new Unsealed(r.getLong(1), Bytea.get(r, "leaf_hash")))
        .list();
  }

  private static List<Unsealed> entries(Handle handle, List<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                "SELECT id, leaf_hash FROM anchoring.entry WHERE id = ANY(:ids) ORDER BY id")
            .bindArray("ids", Long.class, ids)
            .map((r, c) -> new Unsealed(r.getLong(1), Bytea.get(r, "leaf_hash")))
            .list();
  }

  /** Gives entries the leaves from {@code size} on, in their order. */
  static void place(Handle handle, List<Long> entries, long sequence, long size) {
    int placed =
        handle
            .createUpdate(
                """
                UPDATE anchoring.entry e SET sequence = :sequence, leaf_index = :size + p.place - 1
                FROM unnest(:ids) WITH ORDINALITY AS p(id, place)
                WHERE e.id = p.id AND e.sequence IS NULL
                """)
            .bind("sequence", sequence)
            .bind("size", size)
            .bindArray("ids", Long.class, entries)
            .execute();
    if (placed != entries.size()) {
      throw new IllegalStateException(
          "%d of %d entries were placed by somebody else"
              .formatted(entries.size() - placed, entries.size()));
    }
  }

  /** Makes the commitment to the grown log, with no closures yet. */
  static void commit(
      Handle handle, UUID organisation, long sequence, long size, TiledLog.Appended appended) {
    handle
        .createUpdate(
            """
            INSERT INTO anchoring.commitment (organisation, sequence, first_leaf, log_size, log_root)
            VALUES (:organisation, :sequence, :first, :size, :root)
            """)
        .bind("organisation", organisation)
        .bind("sequence", sequence)
        .bind("first", size)
        .bind("size", appended.size())
        .bind("root", appended.root().bytes())
        .execute();
    handle
        .createUpdate(
            "UPDATE anchoring.log SET size = :size, sequence = :sequence"
                + " WHERE organisation = :organisation")
        .bind("size", appended.size())
        .bind("sequence", sequence)
        .bind("organisation", organisation)
        .execute();
  }
}
