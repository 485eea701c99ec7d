package io.pharmatrace.app;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pharmatrace.testsupport.Infrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a topic holds, read as another company's consumer reads it. */
final class TopicRecords {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A record. */
  record Found(String key, String text) {
    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError(text, e);
      }
    }
  }

  private TopicRecords() {}

  /** Waits until the topic holds as many records whose value fits; these. */
  static List<Found> of(
      Infrastructure infrastructure, String topic, Predicate<String> fits, int count) {
    List<Found> records = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                infrastructure.kafka().bootstrapServers(),
                "group.id",
                "it-" + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      await()
          .atMost(SupplyChainTest.PATIENCE)
          .until(
              () -> {
                for (ConsumerRecord<String, String> record :
                    consumer.poll(Duration.ofMillis(200))) {
                  if (fits.test(record.value())) {
                    records.add(new Found(record.key(), record.value()));
                  }
                }
                return records.size() >= count;
              });
    }
    return records;
  }
}
