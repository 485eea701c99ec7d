package io.pharmatrace.anchoring.application;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pharmatrace.anchoring.AnchorReceipt;
import io.pharmatrace.anchoring.domain.Block;
import io.pharmatrace.anchoring.domain.CommittedRecord;
import io.pharmatrace.anchoring.domain.SealedCommitment;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.Outbox;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Head;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Decides what a record on chain means for us. <em>Confirmed</em> means that it equals ours,
 * whoever relayed it; a different one means that somebody signs with the organisation's key, or
 * that our database is not the one that signed: that organisation stops.
 */
@Singleton
final class Confirmation {
  private record Ours(
      SealedCommitment commitment,
      long firstLeaf,
      boolean confirmed,
      Instant sealedAt,
      Bytes32 previousHead) {}

  private final StoppedLogs stopped;
  private final Outbox outbox;
  private final Json json;
  private final Timer sealedToConfirmed;

  Confirmation(StoppedLogs stopped, Outbox outbox, Json json, MeterRegistry meters) {
    this.stopped = stopped;
    this.outbox = outbox;
    this.json = json;
    this.sealedToConfirmed =
        Timer.builder("pharmatrace.anchoring.commitments.confirmed")
            .description("Commitments confirmed, and the time since they were sealed")
            .publishPercentileHistogram()
            .register(meters);
  }

  /** Takes a record about one of our organisations, read from this block. */
  void take(Handle handle, CommittedRecord record, Block block) {
    Optional<UUID> going =
        handle
            .createQuery(
                "SELECT organisation FROM anchoring.log"
                    // Not FOR UPDATE, for which appends of several organisations would wait.
                    + " WHERE chain_id = :id AND stopped IS NULL FOR NO KEY UPDATE")
            .bind("id", record.organisation().bytes())
            .mapTo(UUID.class)
            .findOne();
    if (going.isEmpty()) {
      return; // Stopped: a person decides, and must not find the ground shifted.
    }
    UUID organisation = going.get();
    Optional<Ours> found = ours(handle, organisation, record.sequence());
    if (found.isEmpty()) {
      stopped.stop(
          handle,
          organisation,
          "the chain has commitment %d (transaction %s), which this database does not know"
              .formatted(record.sequence(), record.transactionHash()));
      return;
    }
    Ours ours = found.get();
    Optional<String> difference = ours.commitment.differenceFrom(record);
    if (difference.isPresent()) {
      stopped.stop(
          handle,
          organisation,
          "commitment %d on chain (transaction %s) is not ours: %s"
              .formatted(record.sequence(), record.transactionHash(), difference.get()));
    } else if (!ours.confirmed) {
      confirm(handle, ours, record, block);
    }
  }

  private static Optional<Ours> ours(Handle handle, UUID organisation, long sequence) {
    return handle
        .createQuery(
            """
            SELECT c.organisation, l.chain_id, c.sequence, c.log_size, c.log_root, c.closures, c.first_leaf,
                   c.confirmed_at IS NOT NULL AS confirmed, c.sealed_at, b.head AS previous_head
            FROM anchoring.commitment c JOIN anchoring.log l ON l.organisation = c.organisation
            LEFT JOIN anchoring.commitment b
              ON b.organisation = c.organisation AND b.sequence = c.sequence - 1
            WHERE c.organisation = :organisation AND c.sequence = :sequence
            """)
        .bind("organisation", organisation)
        .bind("sequence", sequence)
        .map((r, c) -> map(r))
        .findOne();
  }

  private static Ours map(ResultSet r) throws SQLException {
    return new Ours(
        Commitments.map(r),
        r.getLong("first_leaf"),
        r.getBoolean("confirmed"),
        r.getObject("sealed_at", OffsetDateTime.class).toInstant(),
        r.getObject("previous_head") == null ? Head.FIRST : Bytea.get(r, "previous_head"));
  }

  private void confirm(Handle handle, Ours ours, CommittedRecord record, Block block) {
    UUID organisation = ours.commitment.organisation();
    handle
        .createUpdate(
            """
            UPDATE anchoring.commitment SET confirmed_at = now(), refused = NULL, refused_at = NULL,
              block_number = :number, block_hash = :hash, block_time = :time, tx_hash = :tx,
              log_index = :index, head = :head, signer = :signer
            WHERE organisation = :organisation AND sequence = :sequence
            """)
        .bind("number", block.number())
        .bind("hash", block.hash().bytes())
        .bind("time", block.time().atOffset(ZoneOffset.UTC))
        .bind("tx", record.transactionHash().bytes())
        .bind("index", record.logIndex())
        .bind("signer", record.signer().bytes())
        .bind("head", record.headAfter(ours.previousHead, block).bytes())
        .bind("organisation", organisation)
        .bind("sequence", record.sequence())
        .execute();
    int advanced =
        handle
            .createUpdate(
                "UPDATE anchoring.log SET confirmed = :sequence"
                    + " WHERE organisation = :organisation AND confirmed = :sequence - 1")
            .bind("sequence", record.sequence())
            .bind("organisation", organisation)
            .execute();
    if (advanced == 0) {
      throw new IllegalStateException(
          "commitment %d was confirmed out of order".formatted(record.sequence()));
    }
    outbox.append(
        handle,
        List.of(
            new Outbox.Message(
                AnchorReceipt.TOPIC,
                organisation.toString(),
                json.write(receipt(ours, record, block)))));
    sealedToConfirmed.record(Duration.between(ours.sealedAt, Instant.now()));
  }

  private static AnchorReceipt receipt(Ours ours, CommittedRecord record, Block block) {
    return new AnchorReceipt(
        ours.commitment.organisation().toString(),
        record.organisation().hex(),
        record.sequence(),
        ours.firstLeaf,
        record.logSize(),
        record.logRoot().hex(),
        block.number(),
        block.hash().hex(),
        block.time().toString(),
        record.transactionHash().hex(),
        record.logIndex());
  }
}
