package io.pharmatrace.besu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

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
    int count = input.path("blockchain").path("nodes").path("count").asInt();
    int before = count == 1 ? keys(to.resolveSibling(".")) : 0;
    List<String> addresses = new ArrayList<>();
    for (int i = before + 1; i <= before + count; i++) {
      addresses.add("0x" + digits(i, 40));
      Path keys = Files.createDirectories(to.resolve("keys").resolve("0x" + digits(i, 40)));
      Files.writeString(
          keys.resolve(option(options, "private-key-file-name")), "0x" + digits(i, 64));
      Files.writeString(keys.resolve("key.pub"), "0x" + digits(i, 128));
    }
    if (count > 1) {
      FakeVotes.begin(to.resolveSibling("."), addresses);
    }
    ObjectNode genesis = (ObjectNode) input.path("genesis");
    JSON.writeValue(
        to.resolve("genesis.json").toFile(), genesis.put("extraData", extraData(addresses)));
  }

  /** RLP: vanity, validators, no vote, round 0, no seals. */
  private static String extraData(List<String> addresses) {
    String validators =
        addresses.stream().map(each -> "94" + each.substring(2)).collect(Collectors.joining());
    return "0x" + list("a0" + "0".repeat(64) + list(validators) + "c080c0");
  }

  private static String list(String members) {
    int length = members.length() / 2;
    return (length < 56 ? "%02x".formatted(0xc0 + length) : "f8%02x".formatted(length)) + members;
  }

  private static void serve(List<String> arguments, Map<String, String> options)
      throws IOException {
    Path data = Path.of(option(options, "data-path"));
    Files.write(data.resolve("arguments"), arguments);
    Files.writeString(data.resolve("variables"), System.getenv("BESU_OPTS"));
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(
                option(options, "rpc-http-host"),
                Integer.parseInt(option(options, "rpc-http-port"))),
            0);
    FakeVotes votes =
        new FakeVotes(
            data.resolve("../..").normalize(),
            Files.readString(data.resolveSibling("address")).strip());
    Instant genesis =
        Files.getLastModifiedTime(Path.of(option(options, "genesis-file"))).toInstant();
    server.createContext(
        "/",
        exchange -> {
          JsonNode request = JSON.readTree(exchange.getRequestBody());
          ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
          if (Files.exists(data.resolve("fails-" + request.path("method").asText()))) {
            answer.putObject("error").put("message", "told to fail");
          } else {
            answer.set("result", answer(request, data, votes, genesis));
          }
          byte[] body = JSON.writeValueAsBytes(answer);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private static JsonNode answer(JsonNode request, Path data, FakeVotes votes, Instant genesis)
      throws IOException {
    String method = request.path("method").asText();
    Files.writeString(
        data.resolve("calls"), method + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    String address = request.at("/params/0").asText();
    String head = "0x" + Long.toHexString(head(data, genesis));
    switch (method) {
      case "qbft_proposeValidatorVote" ->
          votes.propose(address, request.at("/params/1").asBoolean());
      case "qbft_discardValidatorVote" -> votes.discard(address);
      default -> {
        // A question.
      }
    }
    return switch (method) {
      case "web3_clientVersion" -> JSON.getNodeFactory().textNode("fake-besu/v0");
      case "net_peerCount" -> JSON.getNodeFactory().textNode("0x3");
      case "net_enode" ->
          JSON.getNodeFactory()
              .textNode(
                  "enode://"
                      + Files.readString(data.resolveSibling("key.pub")).strip().substring(2)
                      + "@127.0.0.1:1");
      case "qbft_getValidatorsByBlockNumber" -> JSON.valueToTree(votes.validators());
      case "qbft_getSignerMetrics" ->
          JSON.valueToTree(
              votes.validators().stream()
                  .map(
                      each ->
                          Map.of(
                              "address",
                              each,
                              "lastProposedBlockNumber",
                              votes.isSilent(each) ? "0x0" : head))
                  .toList());
      case "qbft_getPendingVotes" -> JSON.valueToTree(votes.standing());
      case "eth_blockNumber" -> JSON.getNodeFactory().textNode(head);
      default -> JSON.getNodeFactory().booleanNode(true);
    };
  }

  /** Five blocks a second since genesis, the same at every node; one that hangs stands at 3. */
  private static long head(Path data, Instant genesis) {
    return Files.exists(data.resolve("hang"))
        ? 3
        : 1 + Duration.between(genesis, Instant.now()).toMillis() / 200;
  }

  /** Every key that was ever made, also in homes from which this one has none. */
  private static int keys(Path network) throws IOException {
    Path elsewhere = network.resolve("fake-keys-elsewhere");
    int keys = Files.exists(elsewhere) ? Integer.parseInt(Files.readString(elsewhere)) : 0;
    for (Path directory : List.of(network, network.resolve("removed"))) {
      for (int number = 1; number < 16; number++) {
        keys += Files.exists(directory.resolve("validator-" + number + "/key")) ? 1 : 0;
      }
    }
    return keys;
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
