package io.pharmatrace.besu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Not Besu: a program that takes Besu's arguments, writes them down, and answers as much as a
 * launcher asks. It shows how Besu is called, not that Besu runs.
 */
final class FakeBesu {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FakeBesu() {}

  /** Makes a directory that looks like a distribution, whose program is this class. */
  static Path distribution(Path home) throws IOException {
    Path program = home.resolve("bin/besu");
    Files.createDirectories(program.getParent());
    Files.writeString(program, script());
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + program + " executable");
    }
    return home;
  }

  static String script() {
    return """
        #!/bin/sh
        # A fake of Besu for tests; see FakeBesu.java.
        exec "$JAVA_HOME/bin/java" -cp '%s' %s "$@"
        """
        .formatted(System.getProperty("java.class.path"), FakeBesu.class.getName());
  }

  /** What the script runs. */
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("operator")) {
      generate(options(List.of(arguments).subList(2, arguments.length)));
    } else {
      serve(List.of(arguments), options(List.of(arguments)));
    }
  }

  private static void generate(Map<String, String> options) throws IOException {
    JsonNode input = JSON.readTree(Path.of(option(options, "config-file")).toFile());
    Path to = Path.of(option(options, "to"));
    for (int i = 1; i <= input.path("blockchain").path("nodes").path("count").asInt(); i++) {
      Path keys = Files.createDirectories(to.resolve("keys").resolve("0x" + digits(i, 40)));
      Files.writeString(
          keys.resolve(option(options, "private-key-file-name")), "0x" + digits(i, 64));
      Files.writeString(keys.resolve("key.pub"), "0x" + digits(i, 128));
    }
    ObjectNode genesis = (ObjectNode) input.path("genesis");
    JSON.writeValue(to.resolve("genesis.json").toFile(), genesis.put("extraData", "0xf8"));
  }

  private static void serve(List<String> arguments, Map<String, String> options)
      throws IOException {
    Path data = Path.of(option(options, "data-path"));
    Files.write(data.resolve("arguments"), arguments);
    Files.writeString(data.resolve("variables"), System.getenv("BESU_OPTS"));
    long begun = System.nanoTime();
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(
                option(options, "rpc-http-host"),
                Integer.parseInt(option(options, "rpc-http-port"))),
            0);
    server.createContext(
        "/",
        exchange -> {
          String method = JSON.readTree(exchange.getRequestBody()).path("method").asText();
          long head =
              Files.exists(data.resolve("hang"))
                  ? 3
                  : 1 + (System.nanoTime() - begun) / 200_000_000;
          String result =
              method.equals("web3_clientVersion") ? "fake-besu/v0" : "0x" + Long.toHexString(head);
          byte[] body =
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"%s\"}"
                  .formatted(result)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private static Map<String, String> options(List<String> arguments) {
    Map<String, String> options = new HashMap<>();
    arguments.forEach(
        argument -> {
          String[] parts = argument.split("=", 2);
          options.put(parts[0].substring(2), parts[1]);
        });
    return options;
  }

  private static String option(Map<String, String> options, String name) {
    return Objects.requireNonNull(options.get(name), name);
  }

  private static String digits(int digit, int length) {
    char[] digits = new char[length];
    Arrays.fill(digits, Character.forDigit(digit, 16));
    return new String(digits);
  }
}
