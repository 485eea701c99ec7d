package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.testsupport.Infrastructure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The application in a process of its own, that stops at a step and is killed there. */
final class ApplicationProcess {
  private ApplicationProcess() {}

  /** Runs the application until it reaches the step, and kills it there with SIGKILL. */
  static void killAt(String step, Infrastructure infrastructure, Path home) throws Exception {
    killAt(step, infrastructure, home, Map.of());
  }

  /** The same, with more properties. */
  static void killAt(
      String step, Infrastructure infrastructure, Path home, Map<String, String> more)
      throws Exception {
    Process process = start(step, infrastructure, home, more);
    StringBuilder output = new StringBuilder();
    CompletableFuture<Boolean> stopped =
        CompletableFuture.supplyAsync(() -> waitForSign(process, step, output));
    boolean reached = stopped.get(300, TimeUnit.SECONDS);
    assertThat(reached).as("%s was reached; the process said:%n%s", step, output).isTrue();
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Runs the application until it runs out of memory. */
  static void exhaust(Infrastructure infrastructure, Path home, Map<String, String> more)
      throws Exception {
    Process process = start("nowhere", infrastructure, home, more);
    StringBuilder output = new StringBuilder();
    CompletableFuture<Boolean> ended =
        CompletableFuture.supplyAsync(() -> waitForSign(process, "nowhere", output));
    assertThat(ended.get(300, TimeUnit.SECONDS)).isFalse();
    assertThat(process.waitFor()).as("the process said:%n%s", output).isEqualTo(3);
  }

  private static Process start(
      String step, Infrastructure infrastructure, Path home, Map<String, String> more)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-D" + CrashingSteps.PROPERTY + "=" + step);
    RunningApplication.properties(infrastructure, home)
        .forEach((name, value) -> command.add("-D" + name + "=" + value));
    more.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Application.class.getName());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static boolean waitForSign(Process process, String step, StringBuilder output) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.append(line).append('\n');
        if (line.equals(CrashingSteps.SIGN + step)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      output.append(e);
      return false;
    }
  }
}
