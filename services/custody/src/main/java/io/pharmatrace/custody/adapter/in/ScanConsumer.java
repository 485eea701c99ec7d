package io.pharmatrace.custody.adapter.in;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.pharmatrace.custody.application.Offsets;
import io.pharmatrace.custody.application.ScanIntake;
import io.pharmatrace.custody.application.Transactions;
import io.pharmatrace.kafka.Topics;
import io.pharmatrace.platform.KafkaClients;
import io.pharmatrace.platform.Loops;
import io.pharmatrace.platform.Steps;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads topic {@code scans}. */
@Context
final class ScanConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(ScanConsumer.class);
  private static final int BATCH = 500;

  private final TopicReader reader;
  private final Transactions transactions;
  private final ScanIntake intake;
  private final Loops loops;
  private final Steps steps;
  private final Counter consumed;

  ScanConsumer(
      KafkaClients kafka,
      Transactions transactions,
      Offsets offsets,
      ScanIntake intake,
      Loops loops,
      Steps steps,
      MeterRegistry metrics) {
    this.reader = new TopicReader(kafka, transactions, offsets, Topics.SCANS, "custody", BATCH);
    this.transactions = transactions;
    this.intake = intake;
    this.loops = loops;
    this.steps = steps;
    this.consumed = metrics.counter("pharmatrace.scans.consumed");
  }

  @PostConstruct
  void start() {
    loops.start("scans", Duration.ofMillis(1), this::round, reader::close);
    loops.start("parked-scans", Duration.ofSeconds(1), this::retryParked);
  }

  private boolean round() throws Exception {
    try {
      List<ConsumerRecord<String, byte[]>> records = reader.poll();
      if (!records.isEmpty()) {
        steps.reached(Steps.CONSUMED);
        store(records);
        steps.reached(Steps.STORED);
        consumed.increment(records.size());
      }
      return true;
    } catch (Exception e) {
      reader.close();
      throw e;
    }
  }

  private void store(List<ConsumerRecord<String, byte[]>> records) {
    try {
      take(records);
    } catch (RuntimeException e) {
      if (isOutage(e)) {
        throw e;
      }
      LOG.warn("a scan cannot be stored; looking for it among {}", records.size(), e);
      records.forEach(this::storeOne);
    }
  }

  /** One at a time, so that only the one that cannot be stored is rejected. */
  private void storeOne(ConsumerRecord<String, byte[]> record) {
    try {
      take(List.of(record));
    } catch (RuntimeException e) {
      if (isOutage(e)) {
        throw e;
      }
      String why = e.getClass().getSimpleName();
      reader.store(List.of(record), handle -> intake.reject(handle, TopicReader.text(record), why));
    }
  }

  private void take(List<ConsumerRecord<String, byte[]>> records) {
    List<String> messages = records.stream().map(TopicReader::text).toList();
    reader.store(records, handle -> intake.take(handle, messages));
  }

  private static boolean isOutage(RuntimeException e) {
    return e instanceof Offsets.MovedException || Transactions.isOutage(e);
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
}
