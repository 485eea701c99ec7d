package io.pharmatrace.anchoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before the real node and changes some of its answers, as a balancer or a fault does. */
final class NodeFront implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Change HONEST = (method, parameters, result) -> result;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final URI node;
  private volatile Change change = HONEST;

  /** What becomes of an answer. */
  interface Change {
    JsonNode apply(String method, JsonNode parameters, JsonNode result);
  }

  private NodeFront(HttpServer server, URI node) {
    this.server = server;
    this.node = node;
  }

  static NodeFront of(URI node) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    NodeFront front = new NodeFront(server, node);
    server.setExecutor(front.threads);
    server.createContext("/", front::answer);
    server.start();
    return front;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void change(Change to) {
    change = to;
  }

  void beHonest() {
    change = HONEST;
  }

  /** A node whose head stands at this block: it has none that are younger. */
  void standAt(long block) {
    change =
        (method, parameters, result) -> {
          if (method.equals("eth_blockNumber")) {
            return JSON.getNodeFactory().textNode("0x" + Long.toHexString(block));
          }
          return method.equals("eth_getBlockByNumber") && number(parameters) > block
              ? JSON.nullNode()
              : result;
        };
  }

  /** The block that is asked for; -1 for one by name. */
  static long number(JsonNode parameters) {
    String block = parameters.path(0).asText();
    return block.startsWith("0x") ? Long.decode(block) : -1;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] question = exchange.getRequestBody().readAllBytes();
      JsonNode asked = JSON.readTree(question);
      ObjectNode answer = (ObjectNode) JSON.readTree(forward(question));
      if (answer.has("result")) {
        answer.set(
            "result",
            change.apply(
                asked.path("method").asText(), asked.path("params"), answer.path("result")));
      }
      byte[] bytes = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private byte[] forward(byte[] question) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(node)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(question))
            .build();
    try {
      return http.send(request, BodyHandlers.ofByteArray()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    http.close();
  }
}
