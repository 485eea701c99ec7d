package io.pharmatrace.launcher.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.PortBook;
import io.pharmatrace.launcher.part.PartHealth.State;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on what the build made of module kafka, as a real start does. */
class KafkaPartIT {
  @TempDir static Path directory;
  private static KafkaPart kafka;

  @BeforeAll
  static void makeHome() {
    System.setProperty(
        "pharmatrace.root", Path.of("../..").toAbsolutePath().normalize().toString());
    Home home = new Home(directory);
    home.create();
    List<Integer> free = Ports.free(2);
    new PortBook(home).remember("kafka", free.getFirst());
    new PortBook(home).remember("kafka-controller", free.getLast());
    kafka = new KafkaPart(home);
  }

  @BeforeEach
  void start() {
    kafka.start(Progress.SILENT);
  }

  @AfterAll
  static void stop() {
    kafka.stop(Progress.SILENT);
  }

  @Test
  void startingAgainChangesNothing() {
    PartHealth before = kafka.health();

    kafka.start(Progress.SILENT);

    assertThat(before.state()).isEqualTo(State.HEALTHY);
    assertThat(kafka.health()).isEqualTo(before);
  }

  @Test
  void killedOneSaysSoAndStartsAgainOnTheSamePort() {
    PartHealth before = kafka.health();
    ProcessHandle process = ProcessHandle.of(before.pid().orElseThrow()).orElseThrow();

    process.destroyForcibly();
    process.onExit().join();

    assertThat(kafka.health().state()).isEqualTo(State.STOPPED);
    assertThat(kafka.health().reason()).get().asString().contains("the broker ended");
    kafka.start(Progress.SILENT);
    assertThat(kafka.health().state()).isEqualTo(State.HEALTHY);
    assertThat(kafka.health().port()).isEqualTo(before.port());
  }

  @Test
  void stoppedOneSaysSo() {
    kafka.stop(Progress.SILENT);

    assertThat(kafka.health().state()).isEqualTo(State.STOPPED);
  }
}
