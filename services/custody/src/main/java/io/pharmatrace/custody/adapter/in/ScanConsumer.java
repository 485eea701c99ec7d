package io.pharmatrace.custody.adapter.in;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.pharmatrace.custody.application.Offsets;
import io.pharmatrace.custody.application.Offsets.Partition;
import io.pharmatrace.custody.application.ScanIntake;
import io.pharmatrace.custody.application.Transactions;
import io.pharmatrace.kafka.Topics;
import io.pharmatrace.platform.KafkaClients;
import io.pharmatrace.platform.Loops;
import io.pharmatrace.platform.Steps;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topic {@code scans}. Where to go on is what PostgreSQL says, in the transaction of the
 * events; Kafka only shares the partitions out.
 */
@Context
final class ScanConsumer implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(ScanConsumer.class);
  private static final int BATCH = 500;

  private final KafkaClients kafka;
  private final Transactions transactions;
  private final Offsets offsets;
  private final ScanIntake intake;
  private final Loops loops;
  private final Steps steps;
  private final Counter consumed;
  private @Nullable Consumer<String, byte[]> consumer;

  /** Where each partition that is ours goes on; only the loop's thread touches it. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  ScanConsumer(
      KafkaClients kafka,
      Transactions transactions,
      Offsets offsets,
      ScanIntake intake,
      Loops loops,
      Steps steps,
      MeterRegistry metrics) {
    this.kafka = kafka;
    this.transactions = transactions;
    this.offsets = offsets;
    this.intake = intake;
    this.loops = loops;
    this.steps = steps;
    this.consumed = metrics.counter("pharmatrace.scans.consumed");
  }

  @PostConstruct
  void start() {
    loops.start("scans", Duration.ofMillis(1), this::round, this::close);
    loops.start("parked-scans", Duration.ofSeconds(1), this::retryParked);
  }

  private boolean round() throws Exception {
    Consumer<String, byte[]> current = consumer();
    try {
      ConsumerRecords<String, byte[]> records = current.poll(Duration.ofMillis(200));
      if (!records.isEmpty()) {
        steps.reached(Steps.CONSUMED);
        store(records);
        steps.reached(Steps.STORED);
        consumed.increment(records.count());
      }
      return true;
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private void store(ConsumerRecords<String, byte[]> records) {
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>(records.count());
    records.forEach(all::add);
    try {
      store(all, null);
    } catch (RuntimeException e) {
      if (isOutage(e)) {
        throw e;
      }
      LOG.warn("a scan cannot be stored; looking for it among {}", all.size(), e);
      all.forEach(this::storeOne);
    }
  }

  /** One at a time, so that only the one that cannot be stored is rejected. */
  private void storeOne(ConsumerRecord<String, byte[]> record) {
    try {
      store(List.of(record), null);
    } catch (RuntimeException e) {
      if (isOutage(e)) {
        throw e;
      }
      store(List.of(record), e.getClass().getSimpleName());
    }
  }

  /**
   * Stores records with the position behind them.
   *
   * @param unprocessable why they are rejected; null to take them
   */
  private void store(List<ConsumerRecord<String, byte[]>> records, @Nullable String unprocessable) {
    Map<TopicPartition, Long> next = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      next.merge(
          new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
    }
    List<String> messages = records.stream().map(ScanConsumer::text).toList();
    transactions.run(
        handle -> {
          next.forEach(
              (partition, to) ->
                  offsets.advance(
                      handle, of(partition), positions.getOrDefault(partition, 0L), to));
          if (unprocessable == null) {
            intake.take(handle, messages);
          } else {
            messages.forEach(message -> intake.reject(handle, message, unprocessable));
          }
          return true;
        });
    positions.putAll(next);
  }

  private static boolean isOutage(RuntimeException e) {
    return e instanceof Offsets.MovedException || Transactions.isOutage(e);
  }

  private static String text(ConsumerRecord<String, byte[]> record) {
    return record.value() == null ? "" : new String(record.value(), UTF_8);
  }

  private boolean retryParked() {
    try {
      return transactions.run(handle -> intake.retryParked(handle, BATCH));
    } catch (RuntimeException e) {
      if (isOutage(e)) {
        throw e;
      }
      LOG.warn("a parked scan cannot be stored; looking for it", e);
      intake.rejectFaultyParked(transactions, BATCH);
      return true;
    }
  }

  private Consumer<String, byte[]> consumer() {
    if (consumer == null) {
      consumer = kafka.consumer("custody", BATCH);
      consumer.subscribe(List.of(Topics.SCANS), this);
    }
    return consumer;
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

  private void close() {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
      consumer = null;
      positions.clear();
    }
  }
}
