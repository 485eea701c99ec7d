package io.pharmatrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@PharmaTraceInfrastructure
class KafkaIT {
  private final String bootstrap;

  KafkaIT(Infrastructure infrastructure) {
    this.bootstrap = infrastructure.kafka().bootstrapServers();
  }

  @Test
  void secondRunPublishesTheSameScans() throws IOException {
    String progress = playOnce(2);
    List<Map<String, String>> once = scans(2);
    assertThat(progress).contains("Published " + once.size() + " scans to topic scans.");
    playOnce(2);
    List<Map<String, String>> twice = scans(2);
    assertThat(twice).hasSize(once.size() * 2);
    assertThat(twice.stream().distinct()).containsExactlyInAnyOrderElementsOf(once);
  }

  @Test
  void scansOfAReadPointKeepTheirOrder() throws IOException {
    playOnce(3);
    Map<String, List<Map<String, String>>> byReadPoint =
        scans(3).stream().collect(Collectors.groupingBy(scan -> scan.get("readPoint")));
    assertThat(byReadPoint).hasSizeGreaterThan(5);
    assertThat(byReadPoint.values())
        .allSatisfy(scans -> assertThat(scans).extracting("scanId", String.class).isSorted());
  }

  @Test
  @Timeout(300)
  void livePlayEndsInOrderWhenItIsToldTo() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--bootstrap",
                bootstrap,
                "--rate",
                "100")
            .redirectErrorStream(true)
            .start();
    String last = "";
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("Scan ")) {
          // Unlike Process.destroy this leaves the output open.
          process.toHandle().destroy();
        }
        last = line;
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    long live = read().stream().filter(m -> m.value().contains("\"scanId\":\"live-")).count();
    assertThat(live).isPositive();
    assertThat(last).isEqualTo("Stopped after " + live + " scans.");
  }

  private String playOnce(int seed) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    String[] arguments = {
      "--bootstrap", bootstrap, "--once", "--rate", "10000", "--seed", String.valueOf(seed)
    };
    try (PrintStream progress = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      int exit = Main.run(progress, Clock.systemUTC(), arguments);
      assertThat(exit).as(output.toString(StandardCharsets.UTF_8)).isZero();
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  /** The scans of the play of this seed without their times, which differ from run to run. */
  private List<Map<String, String>> scans(int seed) throws IOException {
    List<Map<String, String>> scans = new ArrayList<>();
    for (ConsumerRecord<String, String> message : read()) {
      Map<String, String> scan =
          new JsonMapper().readValue(message.value(), new TypeReference<Map<String, String>>() {});
      assertThat(message.key()).isEqualTo(scan.get("readPoint"));
      scan.remove("time");
      if (String.valueOf(scan.get("scanId")).startsWith("demo-" + seed + "-")) {
        scans.add(scan);
      }
    }
    return scans;
  }

  /** Everything in the topic at this moment; in order within a partition. */
  private List<ConsumerRecord<String, String>> read() {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(ScanPublisher.TOPIC).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long total = consumer.endOffsets(partitions).values().stream().mapToLong(o -> o).sum();
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      while (records.size() < total) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
      return records;
    }
  }
}
