package io.pharmatrace.anchoring.adapter.out.journal;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.pharmatrace.anchoring.application.Journal;
import io.pharmatrace.anchoring.application.JournalException;
import io.pharmatrace.anchoring.application.JournalPages;
import io.pharmatrace.platform.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the journal once, from given places to its end, and puts pages together. One thread. */
final class JournalReader {
  private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int RECORDS = 50;

  private record Key(UUID organisation, long sequence) {}

  private final KafkaClients clients;
  private final JournalCipher cipher;
  private final String topic;

  /** Pages of commitments that are not whole yet, by number. */
  private final Map<Key, TreeMap<Integer, byte[]>> parts = new HashMap<>();

  private long unreadable;

  /**
   * A reader.
   *
   * @param topic id of the topic as it is now
   */
  JournalReader(KafkaClients clients, JournalCipher cipher, String topic) {
    this.clients = clients;
    this.cipher = cipher;
    this.topic = topic;
  }

  Journal.Reading read(
      Collection<Journal.Position> from, Consumer<JournalPages.Contents> commitments) {
    try (var consumer = clients.consumer("log-journal-completion", RECORDS)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(KafkaJournal.TOPIC).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      for (TopicPartition partition : partitions) {
        consumer.seek(partition, begin(from, partition, begins, ends));
      }
      Instant deadline = Instant.now().plus(PATIENCE);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        var records = consumer.poll(Duration.ofMillis(500));
        for (ConsumerRecord<String, byte[]> record : records) {
          take(record, commitments);
        }
        if (!records.isEmpty()) {
          deadline = Instant.now().plus(PATIENCE);
        } else if (Instant.now().isAfter(deadline)) {
          throw new JournalException("Kafka gives nothing of the journal for 30 s");
        }
      }
      return new Journal.Reading(positions(ends), unreadable);
    } catch (KafkaException e) {
      throw new JournalException("Kafka does not give the journal: " + e.getMessage(), e);
    }
  }

  private List<Journal.Position> positions(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .map(end -> new Journal.Position(topic, end.getKey().partition(), end.getValue()))
        .toList();
  }

  private long begin(
      Collection<Journal.Position> from,
      TopicPartition partition,
      Map<TopicPartition, Long> begins,
      Map<TopicPartition, Long> ends) {
    long begin = requireNonNull(begins.get(partition));
    long end = requireNonNull(ends.get(partition));
    Map<Integer, Long> known =
        from.stream()
            .filter(position -> position.topic().equals(topic))
            .collect(toMap(Journal.Position::partition, Journal.Position::next));
    long next = known.getOrDefault(partition.partition(), begin);
    if (next < begin || next > end) {
      LOG.warn(
          "the journal's partition {} holds {} to {}, and {} was to be read: it is read whole",
          partition.partition(),
          begin,
          end,
          next);
      return begin;
    }
    return next;
  }

  /** Of a page that was appended again the last one counts: an attempt is repeated whole. */
  private void take(
      ConsumerRecord<String, byte[]> record, Consumer<JournalPages.Contents> commitments) {
    Optional<JournalPages.Contents> whole;
    try {
      whole = put(cipher.open(record.value()));
    } catch (JournalException e) {
      unreadable++;
      LOG.debug(
          "page {} of the journal's partition {} is passed over: {}",
          record.offset(),
          record.partition(),
          e.getMessage());
      return;
    }
    whole.ifPresent(commitments);
  }

  private Optional<JournalPages.Contents> put(JournalCipher.Page page) {
    Key key = new Key(page.organisation(), page.sequence());
    TreeMap<Integer, byte[]> pages = parts.computeIfAbsent(key, k -> new TreeMap<>());
    pages.put(page.number(), page.text().array());
    if (!page.last()) {
      return Optional.empty();
    }
    parts.remove(key);
    List<byte[]> whole = new ArrayList<>(pages.headMap(page.number(), true).values());
    return whole.size() == page.number() + 1
        ? Optional.of(JournalPages.read(whole))
        : Optional.empty();
  }
}
