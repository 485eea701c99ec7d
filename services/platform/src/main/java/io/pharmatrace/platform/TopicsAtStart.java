package io.pharmatrace.platform;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.pharmatrace.kafka.Topics;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;

/**
 * Makes the declared topics that do not exist, as soon as the broker answers. A site whose broker
 * does not let applications do that sets {@code pharmatrace.kafka.create-topics=false}.
 */
@Context
@Requires(property = "pharmatrace.kafka.create-topics", notEquals = "false")
final class TopicsAtStart {
  private final KafkaClients kafka;
  private final Loops loops;
  private final AtomicBoolean done = new AtomicBoolean();

  TopicsAtStart(KafkaClients kafka, Loops loops) {
    this.kafka = kafka;
    this.loops = loops;
  }

  @PostConstruct
  void start() {
    loops.start("topics", Duration.ofHours(1), this::create);
  }

  private boolean create() {
    if (!done.get()) {
      try (Admin admin = kafka.admin()) {
        Topics.create(admin);
        done.set(true);
      }
    }
    return false;
  }
}
