package io.pharmatrace.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.pharmatrace.gs1.ElementString;
import io.pharmatrace.kafka.Topics;
import io.pharmatrace.process.Await;
import io.pharmatrace.process.DeadlineExceededException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What was played, and what became of it.
 *
 * @param scans how many different ones were published
 * @param packs the labels of at most 200 packs that were commissioned, as the scanners read them
 */
record Play(int scans, Set<ElementString> packs) {
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int MOST = 200;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Reads topic scans from its beginning to its present end.
   *
   * @param bootstrapServers where the broker answers
   */
  static Play read(String bootstrapServers) {
    Set<String> scans = new HashSet<>();
    Set<ElementString> packs = new LinkedHashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.SCANS).stream()
              .map(info -> new TopicPartition(Topics.SCANS, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> scan : consumer.poll(POLL)) {
          JsonNode json = parse(scan.value());
          scans.add(json.path("reader").asText() + " " + json.path("scanId").asText());
          if (packs.size() < MOST) {
            commissioned(json).ifPresent(packs::add);
          }
        }
      }
    }
    return new Play(scans.size(), packs);
  }

  /**
   * Waits until every scan has become an event or a rejection, for a minute at most.
   *
   * @param bootstrapServers where the broker answers
   * @param progress told what is waited for, and how many were rejected or still wait
   */
  void awaitTaken(String bootstrapServers, Progress progress) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      try {
        Await.until(
            "all %d scans to be taken".formatted(scans),
            DEADLINE,
            progress,
            () -> {
              long missing = scans - messages(admin, Topics.CUSTODY_EVENTS) - rejected(admin);
              return missing <= 0
                  ? Optional.empty()
                  : Optional.of(missing + " are still on their way");
            });
      } catch (DeadlineExceededException e) {
        // Others may publish to the same topics, so the count is no proof.
        progress.report(String.valueOf(e.getMessage()));
      }
      if (rejected(admin) > 0) {
        progress.report(
            "%d scans or documents were rejected; log in as regulator and look at /api/v1/rejections"
                .formatted(rejected(admin)));
      }
    }
  }

  private static long rejected(Admin admin) {
    return messages(admin, Topics.SCANS_REJECTED);
  }

  private static long messages(Admin admin, String topic) {
    try {
      Map<TopicPartition, OffsetSpec> ends =
          admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
              .flatMap(description -> description.partitions().stream())
              .collect(
                  Collectors.toMap(
                      info -> new TopicPartition(topic, info.partition()),
                      _ -> OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot count the messages of topic " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while counting messages", e);
    }
  }

  private static JsonNode parse(byte @Nullable [] scan) {
    try {
      return scan == null ? MissingNode.getInstance() : JSON.readTree(scan);
    } catch (IOException e) {
      return MissingNode.getInstance(); // somebody else's, and for the application to reject
    }
  }

  /** The label of the pack that a scan commissions; empty for every other scan, cases too. */
  static Optional<ElementString> commissioned(byte[] scan) {
    return commissioned(parse(scan));
  }

  private static Optional<ElementString> commissioned(JsonNode json) {
    if (!json.path("bizStep").asText().equals("commissioning")) {
      return Optional.empty();
    }
    return ElementString.parse(json.path("data").asText())
        .toOptional()
        .filter(label -> label.sgtin().isPresent());
  }
}
