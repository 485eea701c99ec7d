package io.pharmatrace.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of PharmaTrace, declared in one file, {@code topics.json}. */
public final class Topics {
  /** What a scanner read. */
  public static final String SCANS = "scans";

  /** Scans that could not be used, with the reason and the original. */
  public static final String SCANS_REJECTED = "scans-rejected";

  /** What happened to packs and logistic units. */
  public static final String CUSTODY_EVENTS = "custody-events";

  /** Who holds what was recalled. */
  public static final String RECALLS = "recalls";

  /** What happened to alerts, for each organisation that is told. */
  public static final String ALERTS = "alerts";

  /** The second durable place of every organisation's log, kept for ever. */
  public static final String LOG_JOURNAL = "log-journal";

  /** Where on chain each commitment stands. */
  public static final String ANCHOR_RECEIPTS = "anchor-receipts";

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final List<TopicSpec> ALL = read();

  private Topics() {}

  /** Every declared topic, in the order of the file. */
  public static List<TopicSpec> all() {
    return ALL;
  }

  /**
   * Makes the topics that do not exist yet. Those that exist stay as they are. May be called by
   * many at once.
   *
   * @param admin connected to the broker
   * @return the names of the topics that this call made
   * @throws KafkaException when the broker refuses, or does not answer within 60 s
   */
  public static List<String> create(Admin admin) {
    CreateTopicsResult result =
        admin.createTopics(ALL.stream().map(TopicSpec::asNewTopic).toList());
    List<String> made = new ArrayList<>();
    for (TopicSpec topic : ALL) {
      if (succeeded(result, topic.name())) {
        made.add(topic.name());
      }
    }
    return made;
  }

  private static boolean succeeded(CreateTopicsResult result, String topic) {
    try {
      Objects.requireNonNull(result.values().get(topic))
          .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw new KafkaException("cannot make topic " + topic, e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("the broker did not make topic " + topic + " in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while making topic " + topic, e);
    }
  }

  private static List<TopicSpec> read() {
    try (InputStream file = Topics.class.getResourceAsStream("topics.json")) {
      JsonNode root = new ObjectMapper().readTree(Objects.requireNonNull(file, "topics.json"));
      List<TopicSpec> topics = new ArrayList<>();
      root.required("topics").forEach(topic -> topics.add(topic(topic)));
      return List.copyOf(topics);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read topics.json", e);
    }
  }

  private static TopicSpec topic(JsonNode node) {
    int days = node.required("retentionDays").asInt();
    return new TopicSpec(
        node.required("name").asText(),
        node.required("description").asText(),
        node.required("key").asText(),
        node.required("partitions").asInt(),
        days == -1 ? Optional.empty() : Optional.of(Duration.ofDays(days)),
        node.required("cleanup").asText(),
        node.required("maxMessageBytes").asInt());
  }
}
