package io.pharmatrace.platform;

import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Transactional outbox: a message becomes visible to Kafka exactly when the caller's transaction
 * commits. Delivery is at least once and, per key, in the order of commits; consumers recognise a
 * repeat by the message's own identifier. Thread-safe.
 */
@Singleton
public final class Outbox {
  /**
   * A message for Kafka.
   *
   * @param topic one of the declared topics
   * @param key partitioning key, or the empty string for none
   * @param payload the value, JSON
   */
  public record Message(String topic, String key, String payload) {
    /** Far below what a broker takes, whatever the characters. */
    public static final int MAX_LENGTH = 1_000_000;

    public Message {
      // Refused here, where the caller can still do something about it: once stored, a message that
      // no broker takes would stop all behind it.
      if (payload.length() > MAX_LENGTH) {
        throw new IllegalArgumentException("a message has at most 1,000,000 characters");
      }
    }
  }

  /** Adds messages to the caller's transaction, in order. */
  public void append(Handle transaction, List<Message> messages) {
    if (messages.isEmpty()) {
      return;
    }
    transaction
        .createUpdate(
            """
            INSERT INTO platform.outbox (topic, key, payload)
            SELECT * FROM unnest(:topics, :keys, :payloads)
            """)
        .bindArray("topics", String.class, messages.stream().map(Message::topic).toList())
        .bindArray("keys", String.class, messages.stream().map(Message::key).toList())
        .bindArray("payloads", String.class, messages.stream().map(Message::payload).toList())
        .execute();
  }
}
