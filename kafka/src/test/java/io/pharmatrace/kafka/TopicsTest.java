package io.pharmatrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicsTest {
  @Test
  void everyDeclaredTopicHasAConstantAndTheOtherWayRound() {
    List<String> constants =
        Arrays.stream(Topics.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .map(TopicsTest::valueOf)
            .toList();

    assertThat(Topics.all())
        .extracting(TopicSpec::name)
        .containsExactlyInAnyOrderElementsOf(constants);
  }

  @Test
  void journalIsKeptForEver() {
    TopicSpec journal = named(Topics.LOG_JOURNAL);

    assertThat(journal.retention()).isEmpty();
    assertThat(journal.asNewTopic().configs())
        .containsEntry("retention.ms", "-1")
        .containsEntry("retention.bytes", "-1")
        .containsEntry("cleanup.policy", "delete");
  }

  @Test
  void rejectionHasRoomForTheOriginalInBase64AndTheReason() {
    assertThat(named(Topics.SCANS_REJECTED).maxMessageBytes())
        .isGreaterThan(2 * named(Topics.SCANS).maxMessageBytes());
  }

  @Test
  void topicThatLosesRecordsWithinTheHourIsRefused() {
    assertThatThrownBy(
            () ->
                new TopicSpec(
                    "t", "d", "k", 1, Optional.of(Duration.ofMinutes(59)), "delete", 2048))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("topic t");
  }

  private static TopicSpec named(String name) {
    return Topics.all().stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String valueOf(java.lang.reflect.Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
