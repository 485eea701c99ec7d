package io.pharmatrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.process.Ports;
import io.pharmatrace.process.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaProcessIT {
  @TempDir static Path directory;

  @SuppressWarnings("NullAway.Init")
  private static KafkaProcess.Settings settings;

  @SuppressWarnings("NullAway.Init")
  private static KafkaProcess broker;

  @BeforeAll
  static void start() {
    settings = settings();
    broker = new KafkaProcess(settings);
    broker.start(Progress.SILENT);
  }

  @AfterAll
  static void stop() {
    broker.stop();
  }

  @Test
  void topicsAreMadeOnceAsDeclared() throws Exception {
    try (Admin admin = admin()) {
      Topics.create(admin);

      List<String> madeAgain = Topics.create(admin);

      assertThat(madeAgain).isEmpty();
      var described =
          admin
              .describeTopics(Topics.all().stream().map(TopicSpec::name).toList())
              .allTopicNames()
              .get(30, TimeUnit.SECONDS);
      assertThat(described.values())
          .extracting(topic -> topic.name() + " " + topic.partitions().size())
          .containsExactlyInAnyOrderElementsOf(
              Topics.all().stream().map(topic -> topic.name() + " " + topic.partitions()).toList());
    }
  }

  @Test
  void acknowledgedRecordSurvivesACrashOfTheBroker() throws Exception {
    try (Admin admin = admin()) {
      Topics.create(admin);
    }
    TopicPartition partition = new TopicPartition(Topics.ALERTS, 0);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer
          .send(new ProducerRecord<>(partition.topic(), partition.partition(), "pack", "doubt"))
          .get(30, TimeUnit.SECONDS);
    }

    broker.kill();
    broker.start(Progress.SILENT);

    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      assertThat(consumer.poll(Duration.ofSeconds(30)))
          .extracting(record -> record.value())
          .contains("doubt");
    }
  }

  @Test
  void anotherStarterFindsTheSameBroker() {
    KafkaProcess same = new KafkaProcess(settings);

    same.start(Progress.SILENT);

    assertThat(same.isRunning()).isTrue();
    assertThat(same.missing()).isEmpty();
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static KafkaProcess.Settings settings() {
    List<Integer> ports = Ports.free(2);
    return new KafkaProcess.Settings(directory, ports.get(0), ports.get(1));
  }
}
