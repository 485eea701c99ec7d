package io.pharmatrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.HomeLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  @TempDir Path directory;
  private final StringWriter printed = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"up", "down", "status", "logs", "reset", "doctor", "backup", "restore"})
  void everyCommandExplainsItself(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(printed.toString()).contains("./pharmatrace " + command).contains("--home");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"validators", "join", "add", "remove", "rotate", "reload", "backup", "restore"})
  void everyCommandOfTheChainExplainsItself(String command) {
    assertThat(run("chain", command, "--help")).isZero();
    assertThat(printed.toString()).contains("./pharmatrace chain " + command).contains("--home");
  }

  @Test
  void validatorsOfAHomeWithoutANetworkAreAnErrorWithItsCure() {
    assertThat(run("chain", "validators", "--home", directory.toString())).isEqualTo(1);
    assertThat(printed.toString()).contains("no Besu network", "up --chain besu");
  }

  @Test
  void argumentThatBeginsWithAtIsNoFile() throws IOException {
    Path file = Files.writeString(directory.resolve("arguments"), "--help");

    assertThat(run("status", "@" + file)).isEqualTo(2);
    assertThat(printed.toString()).contains("@" + file);
  }

  @Test
  void downOfAHomeThatNeverStartedChangesNothing() {
    assertThat(run("down", "--home", directory.resolve("none").toString())).isZero();
    assertThat(directory.resolve("none")).doesNotExist();
  }

  @Test
  void whoNeverStartedKnowsNoNetwork() {
    String none = directory.resolve("none").toString();
    assertThat(run("evidence", "network", "--home", none)).isEqualTo(1);
    assertThat(printed.toString())
        .contains("There is no application to ask")
        .contains("./pharmatrace up");
  }

  @Test
  void resetOfAHomeThatNeverStartedChangesNothing() {
    assertThat(run("reset", "--yes", "--home", directory.resolve("none").toString())).isZero();
    assertThat(directory.resolve("none")).doesNotExist();
  }

  @Test
  void statusOfAHomeThatNeverStartedSaysSoByCodeAndWord() {
    assertThat(run("status", "--home", directory.resolve("none").toString())).isEqualTo(1);
    assertThat(printed.toString())
        .contains("PharmaTrace does not run")
        .contains("-> Run ./pharmatrace up, unless a running supervisor");
  }

  @Test
  void unknownPartIsWrongUsageAndTheKnownOnesAreNamed() {
    assertThat(run("logs", "printer", "--home", directory.toString())).isEqualTo(2);
    assertThat(printed.toString()).contains("no part 'printer'").contains("postgres");
  }

  @Test
  void secondLauncherAtWorkOnTheSameHomeIsRefused() {
    Home home = new Home(directory);
    home.create();
    try (HomeLock _ = HomeLock.take(home, () -> {})) {
      assertThat(run("down", "--home", directory.toString())).isEqualTo(1);
    }
    assertThat(printed.toString()).contains("another ./pharmatrace is at work on it");
  }

  private int run(String... arguments) {
    System.setProperty("pharmatrace.root", directory.toString());
    PrintWriter writer = new PrintWriter(printed, true);
    CommandLine commands = Main.commandLine().setOut(writer).setErr(writer);
    return commands.execute(arguments);
  }
}
