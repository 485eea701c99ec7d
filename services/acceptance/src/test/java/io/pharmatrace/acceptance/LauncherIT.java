package io.pharmatrace.acceptance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.acceptance.Launcher.Result;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherIT {
  @TempDir static Path directory;
  private static Launcher launcher;
  private static Result firstUp = new Result(-1, "never ran");

  @BeforeAll
  static void start() throws Exception {
    launcher = new Launcher(directory);
    firstUp = launcher.run("up", "--chain=dev");
    assertThat(firstUp.code()).as(firstUp.output()).isZero();
  }

  @AfterAll
  static void stop() throws Exception {
    Result down = launcher.run("down");
    assertThat(down.code()).as(down.output()).isZero();
    assertThat(launcher.remains()).isEmpty();
    assertThat(launcher.status().path("healthy").asBoolean()).isFalse();
  }

  @Test
  void upEndsWithAddressChainLoginsAndAPackWithAGreenVerdict() throws Exception {
    assertThat(firstUp.output())
        .contains("Open     " + launcher.status().path("url").asText())
        .contains("Chain    anvil/")
        .contains("gs1-pharma")
        .contains("regulator")
        .containsPattern("Try      log in as \\w+ and type \\(01\\)\\d{14}");
  }

  @Test
  void statusIsHealthyAndNamesTheChainByItsOwnWord() throws Exception {
    JsonNode status = launcher.status();

    assertThat(status.path("healthy").asBoolean()).as(status.toPrettyString()).isTrue();
    assertThat(status.path("chain").asText()).startsWith("anvil/");
    assertThat(launcher.run("status").code()).isZero();
  }

  @Test
  void upAgainChangesNothing() throws Exception {
    Map<String, Long> before = launcher.processes();

    Result again = launcher.run("up", "--chain=dev");

    assertThat(again.code()).as(again.output()).isZero();
    assertThat(launcher.processes()).isEqualTo(before).hasSize(5);
    assertThat(again.output()).contains("was loaded before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "kafka", "chain", "app"})
  void killedPartIsNamedByStatusAndHealedByUpAndTheOthersStay(String part) throws Exception {
    Map<String, Long> before = launcher.processes();
    Result status;
    JsonNode seen;
    try (FileChannel _ = lockOutTheSupervisor()) {
      kill(requireNonNull(before.get(part), part));
      status = launcher.run("status");
      seen = launcher.part(part);
    }

    Result up = launcher.run("up", "--chain=dev");

    assertThat(status.code()).isEqualTo(1);
    assertThat(status.output()).contains(part).contains("-> Run ./pharmatrace up");
    assertThat(seen.path("state").asText()).isEqualTo("stopped");
    assertThat(seen.path("reason").asText()).contains("ended without being stopped");
    assertThat(up.code()).as(up.output()).isZero();
    Map<String, Long> after = launcher.processes();
    assertThat(after.remove(part)).isNotNull().isNotEqualTo(before.remove(part));
    assertThat(after.remove("supervisor")).isNotNull(); // it may have had to give way
    before.remove("supervisor");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void whatWasKilledIsNamedByStatusAndStartedAgainByItself() throws Exception {
    Map<String, Long> before = launcher.processes();
    Long supervisor = before.remove("supervisor");
    Result status;
    try (FileChannel _ = lockOutTheSupervisor()) {
      before.values().forEach(LauncherIT::kill);
      status = launcher.run("status");
    }

    launcher.awaitHealthy();

    assertThat(status.code()).isEqualTo(1);
    for (String part : before.keySet()) {
      assertThat(status.output())
          .containsPattern(part + " +STOPPED .+ ended without being stopped");
    }
    Map<String, Long> after = launcher.processes();
    assertThat(after.remove("supervisor")).isEqualTo(supervisor);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(after.values()).doesNotContainAnyElementsOf(before.values());
    assertThat(Files.readString(launcher.file("log/supervisor.log")))
        .contains("kafka     ready after");
  }

  @Test
  void killedSupervisorIsNamedByStatusAndHealedByUp() throws Exception {
    kill(requireNonNull(launcher.processes().get("supervisor")));

    assertThat(launcher.part("supervisor").path("state").asText()).isEqualTo("stopped");
    assertThat(launcher.run("up", "--chain=dev").code()).isZero();
    assertThat(launcher.status().path("healthy").asBoolean()).isTrue();
  }

  @Test
  void chainOfAHomeCannotChange() throws Exception {
    Result result = launcher.run("up", "--chain=besu");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output()).contains("began with chain dev");
  }

  @Test
  void secretsAreTheOwnersOnlyAndInNoLog() throws Exception {
    try (Stream<Path> secrets = Files.list(launcher.file("secrets"))) {
      for (Path secret : secrets.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
            .as(secret.toString())
            .isEqualTo("rw-------");
        assertNoLogHolds(Files.readString(secret).strip());
      }
    }
  }

  private static void assertNoLogHolds(String secret) throws IOException {
    try (Stream<Path> logs = Files.list(launcher.file("log"))) {
      for (Path log : logs.toList()) {
        assertThat(Files.readString(log).contains(secret)).as(log.toString()).isFalse();
      }
    }
  }

  @Test
  void memoryOfEverythingStaysUnderOneAndAHalfGigabytes() throws Exception {
    long kilobytes = 0;
    for (long pid : launcher.processes().values()) {
      ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
      kilobytes += Memory.kilobytes(process);
      for (ProcessHandle child : process.descendants().toList()) {
        kilobytes += Memory.kilobytes(child);
      }
    }

    assertThat(kilobytes).isBetween(100_000L, 1_500_000L);
  }

  /** As long as another process holds the lock, the supervisor starts nothing. */
  private static FileChannel lockOutTheSupervisor() throws IOException {
    FileChannel channel = FileChannel.open(launcher.file("run/lock"), StandardOpenOption.WRITE);
    channel.lock();
    return channel;
  }

  private static void kill(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }
}
