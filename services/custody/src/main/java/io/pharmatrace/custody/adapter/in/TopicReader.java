package io.pharmatrace.custody.adapter.in;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.custody.application.Offsets;
import io.pharmatrace.custody.application.Offsets.Partition;
import io.pharmatrace.custody.application.Transactions;
import io.pharmatrace.platform.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic. Where to go on is what PostgreSQL says, moved in the transaction of what the
 * messages led to; Kafka only shares the partitions out. Belongs to one thread.
 */
public final class TopicReader implements ConsumerRebalanceListener {
  private static final Duration LONGEST_WAIT = Duration.ofMillis(200);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final KafkaClients kafka;
  private final Transactions transactions;
  private final Offsets offsets;
  private final String topic;
  private final String group;
  private final int batch;
  private org.apache.kafka.clients.consumer.@Nullable Consumer<String, byte[]> consumer;

  /** Where each partition that is ours goes on. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  /**
   * A reader; nothing is connected yet.
   *
   * @param group consumer group, by which processes share the partitions
   * @param batch how many messages at once, at most
   */
  public TopicReader(
      KafkaClients kafka,
      Transactions transactions,
      Offsets offsets,
      String topic,
      String group,
      int batch) {
    this.kafka = kafka;
    this.transactions = transactions;
    this.offsets = offsets;
    this.topic = topic;
    this.group = group;
    this.batch = batch;
  }

  /** Waits a moment for messages. After any fault here or in {@link #store}: {@link #close}. */
  public List<ConsumerRecord<String, byte[]>> poll() {
    if (consumer == null) {
      consumer = kafka.consumer(group, batch);
      consumer.subscribe(List.of(topic), this);
    }
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    consumer.poll(LONGEST_WAIT).forEach(records::add);
    return records;
  }

  /**
   * Does the work in one transaction with the position behind the records.
   *
   * @param work repeatable: it may be run several times before it is committed once
   * @throws Offsets.MovedException when the partition is another consumer's by now
   */
  public void store(List<ConsumerRecord<String, byte[]>> records, Consumer<Handle> work) {
    Map<TopicPartition, Long> next = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      next.merge(
          new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
    }
    transactions.run(
        handle -> {
          next.forEach(
              (partition, to) ->
                  offsets.advance(
                      handle, of(partition), positions.getOrDefault(partition, 0L), to));
          work.accept(handle);
          return true;
        });
    positions.putAll(next);
  }

  /** The value of a message; one without is empty. */
  public static String text(ConsumerRecord<String, byte[]> record) {
    return record.value() == null ? "" : new String(record.value(), UTF_8);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (consumer == null) {
      return;
    }
    for (TopicPartition partition : partitions) {
      long next = offsets.next(of(partition));
      positions.put(partition, next);
      consumer.seek(partition, next);
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(positions::remove);
  }

  private static Partition of(TopicPartition partition) {
    return new Partition(partition.topic(), partition.partition());
  }

  /** Gives everything back; the next {@link #poll} begins anew. */
  public void close() {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(CLOSE));
      consumer = null;
      positions.clear();
    }
  }
}
