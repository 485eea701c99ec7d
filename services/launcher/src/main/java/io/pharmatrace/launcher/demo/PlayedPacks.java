package io.pharmatrace.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pharmatrace.gs1.ElementString;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The packs that were commissioned in the play, as the scanners read them. */
final class PlayedPacks {
  private static final String TOPIC = "scans";
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int MOST = 200;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PlayedPacks() {}

  /**
   * Reads topic scans from its beginning to its present end.
   *
   * @param bootstrapServers where the broker answers
   * @return the labels of at most 200 packs
   */
  static Set<ElementString> read(String bootstrapServers) {
    Set<ElementString> packs = new LinkedHashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(info -> new TopicPartition(TOPIC, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (packs.size() < MOST
          && ends.entrySet().stream()
              .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> scan : consumer.poll(POLL)) {
          commissioned(scan.value()).ifPresent(packs::add);
        }
      }
    }
    return packs;
  }

  /** The label of the pack that a scan commissions; empty for every other scan, cases too. */
  static Optional<ElementString> commissioned(byte[] scan) {
    JsonNode json;
    try {
      json = JSON.readTree(scan);
    } catch (IOException e) {
      return Optional.empty(); // somebody else's, and for the application to reject
    }
    if (!json.path("bizStep").asText().equals("commissioning")) {
      return Optional.empty();
    }
    return ElementString.parse(json.path("data").asText())
        .toOptional()
        .filter(label -> label.sgtin().isPresent());
  }
}
