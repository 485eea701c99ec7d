package io.pharmatrace.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundProcessTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final List<BackgroundProcess> started = new ArrayList<>();

  @AfterEach
  void killWhatRuns() {
    started.forEach(BackgroundProcess::kill);
  }

  @Test
  void foundAgainByItsPidFile() {
    Program program = shell("sleep 600");
    BackgroundProcess process = start(program);

    assertThat(BackgroundProcess.find(program)).map(BackgroundProcess::pid).contains(process.pid());
  }

  @Test
  void hasASessionOfItsOwnSoThatClosingTheTerminalDoesNotEndIt() throws IOException {
    BackgroundProcess process = start(shell("sleep 600"));
    waitFor("setsid", () -> sessionOf(process.pid()) == process.pid());

    assertThat(sessionOf(process.pid())).isEqualTo(process.pid());
  }

  @Test
  void stoppedProgramIsGoneWithItsPidFile() {
    Program program = shell("sleep 600");
    BackgroundProcess process = start(program);

    process.stop(SOON);

    assertThat(process.isAlive()).isFalse();
    assertThat(program.pidFile()).doesNotExist();
    assertThat(BackgroundProcess.find(program)).isEmpty();
  }

  @Test
  void stopKillsAProgramThatIgnoresTheRequest() {
    BackgroundProcess process =
        start(shell("trap '' TERM; touch ready; while true; do sleep 0.1; done"));
    waitFor("the trap", () -> Files.exists(directory.resolve("ready")));

    process.stop(Duration.ofMillis(300));

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void refusesToStartTwice() {
    Program program = shell("sleep 600");
    start(program);

    assertThatThrownBy(() -> BackgroundProcess.start(program))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("test program runs already");
  }

  @Test
  void processIdThatWasUsedAgainIsNotMistakenForTheProgram() throws IOException {
    Program program = shell("true");
    Files.createDirectories(program.pidFile().getParent());
    Files.writeString(program.pidFile(), ProcessHandle.current().pid() + " ticks:1\n");

    assertThat(BackgroundProcess.find(program)).isEmpty();
  }

  @Test
  void unreadablePidFileNamesNoProcess() throws IOException {
    Program program = shell("true");
    Files.createDirectories(program.pidFile().getParent());
    Files.writeString(program.pidFile(), "garbage");

    assertThat(BackgroundProcess.find(program)).isEmpty();
  }

  @Test
  void programThatEndsWhileWaitedForIsReportedWithItsLog() {
    assertThatThrownBy(
            () ->
                start(shell("echo no such setting >&2; exit 3"))
                    .awaitReady("readiness", SOON, Progress.SILENT, () -> Optional.of("not yet")))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("test program ended")
        .hasMessageContaining("no such setting");
  }

  @Test
  void waitThatEndsInVainNamesWhatItWaitedFor() {
    assertThatThrownBy(
            () ->
                Await.until(
                    "the moon",
                    Duration.ofMillis(150),
                    Progress.SILENT,
                    () -> Optional.of("it is cloudy")))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageContaining("the moon")
        .hasMessageContaining("it is cloudy");
  }

  @Test
  void programGetsItsVariables() {
    start(
        Program.in("test program", List.of("sh", "-c", "echo $COLOUR > seen; sleep 600"), directory)
            .withEnvironment(Map.of("COLOUR", "green")));
    Path seen = directory.resolve("seen");
    waitFor("the output", () -> Files.exists(seen) && Files.size(seen) > 0);

    assertThat(seen).hasContent("green");
  }

  @Test
  void programGetsItsArgumentsAsTheyAreAndNothingToRead() {
    List<String> odd = List.of("a b", "", "$HOME", "'\"\\", "two\nlines", "*", "-n", "sh");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "cat; printf '<%s>' \"$@\" > draft; mv draft seen", "x"));
    command.addAll(odd);
    start(Program.in("test program", command, directory));
    Path seen = directory.resolve("seen");
    waitFor("the arguments", () -> Files.exists(seen));

    assertThat(seen).hasContent("<" + String.join("><", odd) + ">");
  }

  @Test
  void starterThatDiesBeforeThePidFileIsWrittenLeavesNothingThatRuns() throws Exception {
    // Whoever writes into a named pipe that nobody reads waits: the starter, when it notes its
    // child.
    Path draft = directory.resolve("test program.pid.new");
    assertThat(new ProcessBuilder("mkfifo", draft.toString()).start().waitFor()).isZero();
    Process starter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                placeOf(BackgroundProcess.class) + ":" + placeOf(Starter.class),
                Starter.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("starter.log").toFile())
            .start();
    waitFor("its child", () -> starter.children().findAny().isPresent());
    ProcessHandle child = starter.children().findAny().orElseThrow();

    starter.destroyForcibly().waitFor();

    try {
      waitFor("the child's end", () -> PidFile.birth(child).isEmpty());
    } finally {
      child.destroyForcibly();
    }
    assertThat(directory.resolve("ran")).doesNotExist();
    assertThat(directory.resolve("test program.pid")).doesNotExist();
  }

  @Test
  void programWhosePidFileCannotBeWrittenDoesNotRun() throws IOException {
    Program program = shell("touch ran; exec sleep 600");
    Files.createDirectories(directory.resolve("test program.pid.new"));
    List<ProcessHandle> others = ProcessHandle.current().children().toList();

    assertThatThrownBy(() -> BackgroundProcess.start(program))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write");
    waitFor(
        "its end",
        () ->
            ProcessHandle.current()
                .children()
                .filter(child -> !others.contains(child))
                .allMatch(child -> PidFile.birth(child).isEmpty()));
    assertThat(directory.resolve("ran")).doesNotExist();
  }

  /** Starts a program, and ends. */
  static final class Starter {
    private Starter() {}

    /** Its argument is the directory. */
    public static void main(String[] arguments) {
      BackgroundProcess.start(
          Program.in(
              "test program",
              List.of("sh", "-c", "touch ran; exec sleep 600"),
              Path.of(arguments[0])));
    }
  }

  private static Path placeOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private Program shell(String script) {
    return Program.in("test program", List.of("sh", "-c", script), directory);
  }

  private BackgroundProcess start(Program program) {
    BackgroundProcess process = BackgroundProcess.start(program);
    started.add(process);
    return process;
  }

  private static long sessionOf(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
  }

  private interface Look {
    boolean met() throws IOException;
  }

  private static void waitFor(String what, Look look) {
    Await.until(
        what,
        SOON,
        Progress.SILENT,
        () -> {
          try {
            return look.met() ? Optional.empty() : Optional.of("not seen");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
