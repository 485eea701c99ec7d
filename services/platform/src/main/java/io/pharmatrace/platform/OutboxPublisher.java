package io.pharmatrace.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Moves outbox rows to Kafka and deletes them when the broker has acknowledged them. Of several
 * processes one publishes at a time, so that the order per key holds.
 */
@Context
final class OutboxPublisher {
  private static final int BATCH = 1_000;

  /** So that many large messages do not take the memory of the process. */
  private static final int MOST_CHARACTERS = 8_000_000;

  /** Any constant that no other advisory lock of this database uses. */
  private static final long LOCK = 0x50544F5554424F58L;

  private record Row(long id, String topic, String key, String payload) {}

  private final Jdbi jdbi;
  private final Producer<String, byte[]> producer;
  private final Loops loops;

  OutboxPublisher(Jdbi jdbi, Producer<String, byte[]> producer, Loops loops) {
    this.jdbi = jdbi;
    this.producer = producer;
    this.loops = loops;
  }

  @PostConstruct
  void start() {
    loops.start("outbox", Duration.ofMillis(200), this::publish);
  }

  private boolean publish() throws Exception {
    return jdbi.inTransaction(
        handle -> {
          if (!lock(handle)) {
            return false;
          }
          List<Row> rows =
              handle
                  .createQuery(
                      """
                      SELECT id, topic, key, payload FROM (
                        SELECT id, topic, key, payload, row_number() OVER w AS number,
                               sum(length(payload)) OVER w AS total
                        FROM (SELECT * FROM platform.outbox ORDER BY id LIMIT :batch) AS oldest
                        WINDOW w AS (ORDER BY id)) AS counted
                      WHERE number = 1 OR total <= :characters ORDER BY id
                      """)
                  .bind("batch", BATCH)
                  .bind("characters", MOST_CHARACTERS)
                  .map(
                      (r, c) ->
                          new Row(r.getLong(1), r.getString(2), r.getString(3), r.getString(4)))
                  .list();
          if (rows.isEmpty()) {
            return false;
          }
          send(rows);
          handle
              .createUpdate("DELETE FROM platform.outbox WHERE id = ANY(:ids)")
              .bindArray("ids", Long.class, rows.stream().map(Row::id).toList())
              .execute();
          return true;
        });
  }

  private static boolean lock(Handle handle) {
    return handle
        .createQuery("SELECT pg_try_advisory_xact_lock(:lock)")
        .bind("lock", LOCK)
        .mapTo(Boolean.class)
        .one();
  }

  private void send(List<Row> rows) throws ExecutionException, InterruptedException {
    List<Future<?>> acknowledgements = new ArrayList<>(rows.size());
    for (Row row : rows) {
      acknowledgements.add(
          producer.send(
              new ProducerRecord<>(
                  row.topic(),
                  row.key().isEmpty() ? null : row.key(),
                  row.payload().getBytes(UTF_8))));
    }
    for (Future<?> acknowledgement : acknowledgements) {
      acknowledgement.get();
    }
  }
}
