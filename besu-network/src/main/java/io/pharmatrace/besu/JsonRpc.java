package io.pharmatrace.besu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** The few questions that a launcher asks a node (Ethereum JSON-RPC over HTTP). Thread-safe. */
public final class JsonRpc {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI url;

  /**
   * Asks the node at an address.
   *
   * @param url as in {@code http://127.0.0.1:8545}
   */
  public JsonRpc(URI url) {
    this.url = url;
  }

  /**
   * Calls a method.
   *
   * @param method as in {@code eth_blockNumber}
   * @param parameters strings or what Jackson writes as JSON
   * @return the result; JSON null when the node has none
   * @throws ChainException when the node does not answer within 5 s, or answers with an error
   */
  public JsonNode call(String method, Object... parameters) {
    ObjectNode request = JSON.createObjectNode();
    request.put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", JSON.valueToTree(List.of(parameters)));
    try {
      HttpResponse<String> response =
          CLIENT.send(
              HttpRequest.newBuilder(url)
                  .timeout(TIMEOUT)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(JSON.writeValueAsString(request)))
                  .build(),
              BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new ChainException(url + " answered " + response.statusCode() + " to " + method);
      }
      JsonNode answer = JSON.readTree(response.body());
      if (answer.hasNonNull("error")) {
        throw new ChainException(
            method + " failed: " + answer.path("error").path("message").asText());
      }
      return answer.path("result");
    } catch (IOException e) {
      throw new ChainException(url + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChainException("interrupted while calling " + method, e);
    }
  }

  /** What the node calls itself. */
  public String clientVersion() {
    return call("web3_clientVersion").asText();
  }

  /** The number of the newest block. */
  public long headNumber() {
    return quantity(call("eth_blockNumber"));
  }

  /** The chain id (EIP-155). */
  public long chainId() {
    return quantity(call("eth_chainId"));
  }

  /**
   * Reads a number as JSON-RPC writes it.
   *
   * @param result as in {@code "0x1f"}
   * @throws ChainException when it is none
   */
  public static long quantity(JsonNode result) {
    try {
      return Long.decode(result.asText());
    } catch (NumberFormatException e) {
      throw new ChainException("no number: " + result, e);
    }
  }
}
