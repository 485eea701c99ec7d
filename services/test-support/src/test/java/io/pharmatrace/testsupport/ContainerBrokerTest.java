package io.pharmatrace.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContainerBrokerTest {
  @Test
  void settingsAreThoseOfTheProductsBrokerInTheImagesForm() {
    assertThat(ContainerBroker.environment("127.0.0.1:4711"))
        .containsEntry("KAFKA_LOG_FLUSH_INTERVAL_MESSAGES", "1")
        .containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
        .containsEntry("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:4711")
        .doesNotContainKey("log.flush.interval.messages");
  }
}
