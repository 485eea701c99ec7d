package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SealedCommitment;
import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.SigningDomain;
import io.pharmatrace.transparency.TiledLog;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a commitment of the journal into a database that lacks it: entries, their places, tree,
 * seals and closed slots, in one transaction. What the database has already is compared. What does
 * not fit stops that log and changes nothing else of it. Thread-safe.
 */
@Singleton
final class Replay {
  /** What came back so far. For one thread. */
  static final class Tally {
    private long commitments;
    private long entries;
    private long stopped;

    long commitments() {
      return commitments;
    }

    long entries() {
      return entries;
    }

    /** Commitments that could not come back. */
    long stopped() {
      return stopped;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
  private static final int PROGRESS = 1_000;

  private record Log(Bytes32 chainId, long size, long sequence, boolean stopped) {}

  private final Jdbi jdbi;
  private final Keys keys;
  private final StoppedLogs stopped;
  private final Steps steps;

  Replay(Jdbi jdbi, Keys keys, StoppedLogs stopped, Steps steps) {
    this.jdbi = jdbi;
    this.keys = keys;
    this.stopped = stopped;
    this.steps = steps;
  }

  /** Takes the next commitment of the journal. */
  void take(JournalPages.Contents contents, SigningDomain domain, Tally tally) {
    SealedCommitment commitment = contents.commitment();
    boolean returned;
    try {
      returned = jdbi.inTransaction(handle -> take(handle, contents, domain));
    } catch (IllegalStateException e) {
      tally.stopped++;
      String reason =
          "commitment %d of the journal does not continue this database: %s"
              .formatted(commitment.sequence(), e.getMessage());
      jdbi.useTransaction(handle -> stopped.stop(handle, commitment.organisation(), reason));
      return;
    }
    if (returned) {
      tally.commitments++;
      tally.entries += contents.entries().size();
      if (tally.commitments % PROGRESS == 0) {
        LOG.info("{} commitments came back from the journal so far", tally.commitments);
      }
      steps.reached(Steps.RETURNED);
    }
  }

  /**
   * Whether the database lacked it.
   *
   * @throws IllegalStateException when it does not fit
   */
  private boolean take(Handle handle, JournalPages.Contents contents, SigningDomain domain) {
    SealedCommitment commitment = contents.commitment();
    // What a power cut loses comes back the same way; what is done later makes this durable too.
    handle.execute("SET LOCAL synchronous_commit TO off");
    Log log = lock(handle, commitment);
    if (log.stopped) {
      return false; // A person decides, and must not find the ground shifted.
    }
    check(
        log.chainId.equals(commitment.content().organisation()),
        "there its log has another name on chain");
    if (commitment.sequence() <= log.sequence) {
      compare(handle, commitment);
      return false;
    }
    check(commitment.sequence() == log.sequence + 1, "what is before it is missing");
    check(
        commitment.content().logSize() - log.size == contents.entries().size()
            && contents.entries().getFirst().leafIndex() == log.size,
        "its entries are not those that follow");
    place(handle, commitment, log, contents.entries());
    close(handle, commitment);
    sign(handle, commitment, domain);
    return true;
  }

  /**
   * Who was sent it has the same one, unless the key is another by now: signatures are
   * deterministic. Without the key it has none: it is on chain already, or waits for its
   * organisation, and holds nobody up. See {@link UsedSignatures}.
   */
  private void sign(Handle handle, SealedCommitment commitment, SigningDomain domain) {
    Signature signature;
    try {
      signature =
          keys.organisation(commitment.organisation())
              .sign(Signable.TypedData.of(domain, commitment.content()));
    } catch (SignerException e) {
      LOG.warn(
          "commitment {} of {} came back without its signature: {}",
          commitment.sequence(),
          commitment.organisation(),
          e.getMessage());
      return;
    }
    handle
        .createUpdate(
            "UPDATE anchoring.commitment SET signature = :signature"
                + " WHERE organisation = :organisation AND sequence = :sequence")
        .bind("signature", signature.encode())
        .bind("organisation", commitment.organisation())
        .bind("sequence", commitment.sequence())
        .execute();
  }

  private static void check(boolean fits, String otherwise) {
    if (!fits) {
      throw new IllegalStateException(otherwise);
    }
  }

  /**
   * The log, which nobody appends to meanwhile: of a document that is told again, either what came
   * back sees the new entry, or the new entry what came back. Appends take the row FOR KEY SHARE.
   */
  private static Log lock(Handle handle, SealedCommitment commitment) {
    handle
        .createUpdate(
            "INSERT INTO anchoring.log (organisation, chain_id) VALUES (:organisation, :name)"
                + " ON CONFLICT DO NOTHING")
        .bind("organisation", commitment.organisation())
        .bind("name", commitment.content().organisation().bytes())
        .execute();
    return handle
        .createQuery(
            """
            SELECT chain_id, size, sequence, stopped IS NOT NULL AS stopped
            FROM anchoring.log WHERE organisation = :organisation FOR UPDATE
            """)
        .bind("organisation", commitment.organisation())
        .map(
            (r, c) ->
                new Log(
                    Bytea.get(r, "chain_id"),
                    r.getLong("size"),
                    r.getLong("sequence"),
                    r.getBoolean("stopped")))
        .findOne()
        .orElseThrow(() -> new IllegalStateException("its name on chain is another's here"));
  }

  private static void compare(Handle handle, SealedCommitment commitment) {
    Optional<SealedCommitment> ours =
        handle
            .createQuery(
                """
                SELECT c.organisation, l.chain_id, c.sequence, c.log_size, c.log_root, c.closures
                FROM anchoring.commitment c JOIN anchoring.log l ON l.organisation = c.organisation
                WHERE c.organisation = :organisation AND c.sequence = :sequence
                """)
            .bind("organisation", commitment.organisation())
            .bind("sequence", commitment.sequence())
            .map((r, c) -> Commitments.map(r))
            .findOne();
    check(ours.equals(Optional.of(commitment)), "the one here is different");
  }

  private static void place(
      Handle handle, SealedCommitment commitment, Log log, List<JournalEntry> entries) {
    UUID organisation = commitment.organisation();
    List<Long> ids = ReplayedEntries.ids(handle, organisation, entries);
    StoredTiles tiles = new StoredTiles(handle, organisation);
    TiledLog.Appended appended =
        TiledLog.append(tiles, log.size, entries.stream().map(e -> e.entry().leafHash()).toList());
    check(appended.root().equals(commitment.content().logRoot()), "its root is another");
    tiles.write(appended.tiles());
    Sealer.place(handle, ids, commitment.sequence(), log.size);
    Sealer.commit(handle, organisation, commitment.sequence(), log.size, appended);
    // It may be on chain; until that is known it is not sent, but asked about, like one refused.
    handle
        .createUpdate(
            """
            UPDATE anchoring.commitment SET journaled_at = now(), closures = :closures,
              refused = 'came back from the journal, is looked for on chain', refused_at = now()
            WHERE organisation = :organisation AND sequence = :sequence
            """)
        .bind("closures", Commitments.encode(commitment.content().closures()))
        .bind("organisation", organisation)
        .bind("sequence", commitment.sequence())
        .execute();
  }

  /** The commitment has the closings that it had. */
  private static void close(Handle handle, SealedCommitment commitment) {
    List<Closure> closures = commitment.content().closures();
    if (closures.isEmpty()) {
      return;
    }
    int closed =
        handle
            .createUpdate(
                """
                UPDATE anchoring.closing k SET sequence = :sequence, closure = t.place - 1
                FROM unnest(:seals, :slots, :bindings) WITH ORDINALITY
                  AS t(seal, slots, binding, place)
                WHERE k.organisation = :organisation AND k.sequence IS NULL
                  AND k.seal = t.seal AND k.slots = t.slots AND k.binding = t.binding
                """)
            .bind("sequence", commitment.sequence())
            .bind("organisation", commitment.organisation())
            .bind("seals", Bytea.array(closures, Closure::seal))
            .bind("slots", Bytea.array(closures, c -> c.slots().encode()))
            .bind("bindings", Bytea.array(closures, Closure::binding))
            .execute();
    check(closed == closures.size(), "what it closes is not what its entries close");
  }
}
