package io.pharmatrace.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.Slots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads commitments and recalls from the node itself, by JSON-RPC and without any code of the
 * application, so that a test compares with what is on chain and not with what the application
 * believes.
 */
final class ChainReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long STRETCH = 1_000;

  /**
   * A {@code Committed} record: whose, which, what it says of the log, what it closes, and where.
   */
  record Commitment(
      Bytes32 organisation,
      long sequence,
      long logSize,
      Bytes32 logRoot,
      List<Closure> closures,
      long block) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI rpcUrl;

  ChainReader(URI rpcUrl) {
    this.rpcUrl = rpcUrl;
  }

  /** Every commitment that the contract ever took, by organisation and sequence. */
  Map<Bytes32, Map<Long, Commitment>> commitments(String ledger) {
    Map<Bytes32, Map<Long, Commitment>> commitments = new TreeMap<>();
    for (JsonNode log : logs(ledger)) {
      if (log.get("topics").size() != 3) {
        continue; // No other event of the contract has two indexed fields.
      }
      Bytes32 organisation = Bytes32.fromHex(log.get("topics").get(1).asText());
      long sequence = Long.decode(shortened(log.get("topics").get(2).asText()));
      String data = log.get("data").asText().substring(2);
      long size = Long.parseUnsignedLong(data.substring(48, 64), 16);
      Bytes32 root = Bytes32.fromHex(data.substring(64, 128));
      Commitment before =
          commitments
              .computeIfAbsent(organisation, o -> new TreeMap<>())
              .put(
                  sequence,
                  new Commitment(
                      organisation,
                      sequence,
                      size,
                      root,
                      closures(data),
                      Long.decode(log.get("blockNumber").asText())));
      if (before != null) {
        throw new IllegalStateException("the chain holds sequence " + sequence + " twice");
      }
    }
    return commitments;
  }

  /** All that a contract recorded, piece by piece: Besu refuses more than 5,000 blocks at once. */
  private List<JsonNode> logs(String contract) {
    long newest = Long.decode(call("eth_blockNumber", "[]").asText());
    List<JsonNode> logs = new ArrayList<>();
    for (long from = 0; from <= newest; from += STRETCH) {
      long to = Math.min(newest, from + STRETCH - 1);
      call(
              "eth_getLogs",
              "[{\"address\":\"%s\",\"fromBlock\":\"0x%x\",\"toBlock\":\"0x%x\"}]"
                  .formatted(contract, from, to))
          .forEach(logs::add);
    }
    return logs;
  }

  /** The fourth word is where they begin: how many, and three words of each. */
  private static List<Closure> closures(String data) {
    int at = 2 * Math.toIntExact(Long.parseLong(data.substring(3 * 64, 4 * 64), 16));
    int count = Integer.parseInt(data.substring(at, at + 64), 16);
    List<Closure> closures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = at + 64 + 3 * 64 * i;
      closures.add(
          new Closure(
              Bytes32.fromHex(data.substring(from, from + 64)),
              new Slots(new BigInteger(data.substring(from + 64, from + 128), 16)),
              Bytes32.fromHex(data.substring(from + 128, from + 192))));
    }
    return closures;
  }

  /** What {@code closed(organisation, seal)} of the ledger answers. */
  BigInteger closed(String ledger, Bytes32 organisation, Bytes32 seal) {
    String data = "0x30058c59" + organisation.hex() + seal.hex();
    return new BigInteger(
        call("eth_call", "[{\"to\":\"%s\",\"data\":\"%s\"},\"latest\"]".formatted(ledger, data))
            .asText()
            .substring(2),
        16);
  }

  /** The time of a block. */
  Instant time(long block) {
    return Instant.ofEpochSecond(
        Long.decode(
            call("eth_getBlockByNumber", "[\"0x%x\",false]".formatted(block))
                .get("timestamp")
                .asText()));
  }

  /**
   * What the contract RecallBoard answers to {@code recalled(gtin, lot, country)}; the call is
   * encoded by hand, as anybody could who knows nothing of us.
   */
  boolean recalled(String board, String gtin, String lot, String country) {
    String data =
        "0x076b7c82"
            + word(0x60)
            + word(0xa0)
            + word(0xe0)
            + text(gtin)
            + text(lot)
            + text(country);
    String answer =
        call("eth_call", "[{\"to\":\"%s\",\"data\":\"%s\"},\"latest\"]".formatted(board, data))
            .asText();
    return Long.decode(shortened(answer)) == 1;
  }

  /** A string of at most 32 bytes: its length, and itself filled up to a word. */
  private static String text(String text) {
    String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    return word(text.length()) + hex + "0".repeat(64 - hex.length());
  }

  private static String word(long value) {
    return "%064x".formatted(value);
  }

  private static String shortened(String topic) {
    return "0x" + topic.substring(topic.length() - 16);
  }

  private JsonNode call(String method, String parameters) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
            .formatted(method, parameters);
    HttpRequest request =
        HttpRequest.newBuilder(rpcUrl)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      JsonNode answer = JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
      if (answer.has("error")) {
        throw new IllegalStateException(method + ": " + answer.get("error"));
      }
      return answer.get("result");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
