package io.pharmatrace.platform;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.pharmatrace.kafka.Topics;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Asks the broker whether it is there, because the clients wait in silence when it is not; makes
 * the declared topics that do not exist. A site whose broker does not let applications make topics
 * sets {@code pharmatrace.kafka.create-topics=false}.
 */
@Context
final class BrokerWatch {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final long ANSWER_SECONDS = 5;

  private final KafkaClients kafka;
  private final Loops loops;

  // Only the loop's thread touches these.
  private boolean topicsWanted;
  private @Nullable Admin admin;

  BrokerWatch(
      KafkaClients kafka,
      Loops loops,
      @Value("${pharmatrace.kafka.create-topics:true}") boolean createTopics) {
    this.kafka = kafka;
    this.loops = loops;
    this.topicsWanted = createTopics;
  }

  @PostConstruct
  void start() {
    loops.start("kafka", PAUSE, this::ask, this::close);
  }

  private boolean ask() throws Exception {
    if (admin == null) {
      admin = kafka.admin();
    }
    admin.describeCluster().nodes().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    if (topicsWanted) {
      Topics.create(admin);
      topicsWanted = false;
    }
    return false;
  }

  private void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
