package io.pharmatrace.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Asks over HTTP as fast as answers come, with the program wrk. */
final class Wrk {
  /** Connections, each with one request at a time: as of many pharmacies. */
  static final int CONNECTIONS = 32;

  /** Until the virtual machine has compiled what runs often, which two processors are long at. */
  static final int WARM_UP_SECONDS = 60;

  private final Path script;
  private final String url;

  /**
   * What a window gave.
   *
   * @param requests that were answered
   * @param rate of answers in a second
   * @param p99 99th percentile of the time to answer, in ms
   */
  record Window(long requests, double rate, double p99) {}

  /**
   * Prepares a load.
   *
   * @param script name of a Lua script beside this class
   * @param url where to ask
   */
  Wrk(String script, String url) throws IOException {
    Programs.require("wrk", "wrk");
    this.script = Files.createTempFile("bench-", ".lua");
    this.script.toFile().deleteOnExit();
    this.url = url;
    Files.writeString(this.script, resource(script) + resource("done.lua"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Wrk.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Loads for a while.
   *
   * @param arguments of the script
   * @throws IOException also when a request was not answered, or not with success
   */
  Window run(int seconds, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + CONNECTIONS));
    command.addAll(List.of("-d" + seconds + "s", "--timeout", "10s", "-s", script.toString(), url));
    command.add("--");
    command.addAll(arguments);
    String printed = Programs.run(Map.of(), command);
    JsonNode line = new ObjectMapper().readTree(printed.substring(printed.lastIndexOf("\n{")));
    if (line.get("failed").asLong() > 0) {
      throw new IOException("of the requests some failed: " + printed);
    }
    long requests = line.get("requests").asLong();
    return new Window(
        requests,
        requests * 1e6 / line.get("microseconds").asDouble(),
        line.get("p99").asDouble() / 1e3);
  }
}
