package io.pharmatrace.acceptance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pharmatrace.process.Ports;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The launcher as a program, on a home of its own. The script is left out: it would build, inside a
 * build.
 */
final class Launcher {
  private static final int DEADLINE_MINUTES = 10;
  private static final List<String> PORTS =
      List.of("postgres", "kafka", "kafka-controller", "chain", "app");

  private final Path home;
  private final Path root = Path.of("../..").toAbsolutePath().normalize();

  /**
   * What a command did.
   *
   * @param code it ended with
   * @param output all that it printed, standard error included
   */
  record Result(int code, String output) {}

  Launcher(Path home) throws IOException {
    this.home = home;
    List<Integer> free = Ports.free(PORTS.size());
    StringBuilder ports = new StringBuilder();
    for (int i = 0; i < free.size(); i++) {
      ports.append(PORTS.get(i)).append('=').append(free.get(i)).append('\n');
    }
    Files.createDirectories(home);
    Files.writeString(home.resolve("ports.properties"), ports);
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    Path target = root.resolve("services/launcher/target");
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dpharmatrace.root=" + root,
            "-cp",
            target.resolve("classes") + ":" + target.resolve("lib") + "/*",
            "io.pharmatrace.launcher.Main"));
    command.addAll(List.of(arguments));
    command.add("--home=" + home);
    Path output = Files.createTempFile("pharmatrace", ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    String text = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    return new Result(process.exitValue(), text);
  }

  JsonNode status() throws IOException, InterruptedException {
    return JsonMapper.builder().build().readTree(run("status", "--json").output());
  }

  /** Waits, for three minutes at most, until all is healthy. */
  void awaitHealthy() {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              Result status = run("status");
              assertThat(status.code()).as(status.output()).isZero();
            });
  }

  /** The process of each part that runs. */
  Map<String, Long> processes() throws IOException, InterruptedException {
    Map<String, Long> processes = new TreeMap<>();
    for (JsonNode part : status().path("parts")) {
      if (part.path("pid").isNumber()) {
        processes.put(part.path("name").asText(), part.path("pid").asLong());
      }
    }
    return processes;
  }

  /** What status says of a part, in JSON. */
  JsonNode part(String name) throws IOException, InterruptedException {
    for (JsonNode part : status().path("parts")) {
      if (part.path("name").asText().equals(name)) {
        return part;
      }
    }
    throw new IllegalArgumentException("no part " + name);
  }

  Path file(String name) {
    return home.resolve(name);
  }

  /** The port of a part, as ports.properties has it now. */
  int port(String part) throws IOException {
    Properties ports = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("ports.properties"))) {
      ports.load(reader);
    }
    return Integer.parseInt(requireNonNull(ports.getProperty(part), part));
  }

  /** Processes on this machine that have this home in their command line. */
  List<String> remains() {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process.pid()).contains(home.toString()))
        .map(process -> process.pid() + " " + commandLine(process.pid()))
        .collect(Collectors.toList());
  }

  /** ProcessHandle.info() cuts long command lines short. */
  private static String commandLine(long pid) {
    try {
      return Files.readString(
              Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException e) {
      return ""; // ended meanwhile
    }
  }
}
