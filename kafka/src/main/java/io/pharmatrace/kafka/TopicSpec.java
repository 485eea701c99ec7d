package io.pharmatrace.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as {@code topics.json} declares it.
 *
 * @param name 1 to 100 of lower-case letters, digits and hyphens
 * @param description one sentence on what it carries
 * @param key what records are keyed by; order holds within a key
 * @param partitions 1 to 100; fixed once made, because more would move keys
 * @param retention how long records are kept; empty means for ever
 * @param cleanup {@code delete} or {@code compact}
 * @param maxMessageBytes the largest batch that the broker takes, in bytes
 */
public record TopicSpec(
    String name,
    String description,
    String key,
    int partitions,
    Optional<Duration> retention,
    String cleanup,
    int maxMessageBytes) {
  /** Checks every field's range. */
  public TopicSpec {
    require(name.matches("[a-z0-9-]{1,100}"), name, "bad name");
    require(!description.isBlank(), name, "no description");
    require(!key.isBlank(), name, "no key");
    require(partitions >= 1 && partitions <= 100, name, "partitions must be 1 to 100");
    require(
        retention.filter(kept -> kept.compareTo(Duration.ofHours(1)) < 0).isEmpty(),
        name,
        "keeps records for less than an hour");
    require(cleanup.equals("delete") || cleanup.equals("compact"), name, "unknown cleanup");
    require(maxMessageBytes >= 1024, name, "maxMessageBytes below 1024");
  }

  /** The topic as a broker makes it; the number of copies is the broker's default. */
  NewTopic asNewTopic() {
    return new NewTopic(name, Optional.of(partitions), Optional.empty())
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                cleanup,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.map(Duration::toMillis).orElse(-1L)),
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(maxMessageBytes)));
  }

  private static void require(boolean holds, String topic, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("topic " + topic + ": " + otherwise);
    }
  }
}
