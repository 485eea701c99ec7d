package io.pharmatrace.besu.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Answers what a Besu validator answered (src/test/resources/recorded), its head advancing. */
final class RecordedNode implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ObjectNode answers;
  private final AtomicLong head = new AtomicLong(500);

  RecordedNode() throws IOException {
    answers = (ObjectNode) JSON.readTree(Path.of("src/test/resources/recorded/node.json").toFile());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  RecordedNode with(String method, JsonNode answer) {
    answers.set(method, answer);
    return this;
  }

  RecordedNode with(String method, String answer) {
    answers.put(method, answer);
    return this;
  }

  JsonNode recorded(String method) {
    return answers.path(method);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    String method = request.path("method").asText();
    JsonNode result = answers.path(method);
    if (method.equals("eth_blockNumber")) {
      result = answers.textNode("0x" + Long.toHexString(head.incrementAndGet()));
    } else if (method.equals("eth_getBlockByNumber")) {
      result = block(result, request.at("/params/0").asText());
    }
    ObjectNode body = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
    if (result.isMissingNode()) {
      body.putObject("error").put("code", -32601).put("message", "Method not found");
    } else {
      body.set("result", result);
    }
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static JsonNode block(JsonNode blocks, String number) {
    JsonNode last = blocks.path("0x0");
    for (JsonNode block : blocks) {
      last = block;
    }
    JsonNode named = blocks.path(number);
    return number.equals("latest") ? last : named.isMissingNode() ? JSON.nullNode() : named;
  }
}
