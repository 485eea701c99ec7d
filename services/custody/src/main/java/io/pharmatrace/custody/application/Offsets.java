package io.pharmatrace.custody.application;

import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How far Kafka partitions are consumed. The position moves in the transaction of the events, so a
 * crash neither loses nor repeats a message, and a consumer that lost its partition without knowing
 * finds the position moved and stores nothing. Thread-safe.
 */
@Singleton
public class Offsets {
  /** A partition of a topic. */
  public record Partition(String topic, int number) {}

  /** The partition is another consumer's by now. */
  public static final class MovedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MovedException(String message) {
      super(message);
    }
  }

  private final Jdbi jdbi;

  Offsets(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The next offset to consume; 0 where nothing was consumed yet. */
  public long next(Partition partition) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT next_offset FROM custody.consumed WHERE topic = :t AND partition = :p")
                .bind("t", partition.topic())
                .bind("p", partition.number())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
  }

  /**
   * Moves the position in the caller's transaction.
   *
   * @throws MovedException when another consumer moved it meanwhile
   */
  public void advance(Handle handle, Partition partition, long expected, long next) {
    int rows =
        handle
            .createUpdate(
                """
                INSERT INTO custody.consumed AS c (topic, partition, next_offset)
                SELECT :topic, :partition, :next WHERE :expected = 0
                  OR EXISTS (SELECT 1 FROM custody.consumed
                             WHERE topic = :topic AND partition = :partition)
                ON CONFLICT (topic, partition)
                DO UPDATE SET next_offset = excluded.next_offset WHERE c.next_offset = :expected
                """)
            .bind("topic", partition.topic())
            .bind("partition", partition.number())
            .bind("expected", expected)
            .bind("next", next)
            .execute();
    if (rows != 1) {
      throw new MovedException(
          "another consumer has moved " + partition.topic() + "-" + partition.number());
    }
  }
}
