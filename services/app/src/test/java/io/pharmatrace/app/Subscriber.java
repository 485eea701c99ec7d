package io.pharmatrace.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A subscriber's server: what it was told, and how it answers. */
final class Subscriber implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** How many of the next reports are answered with 503. */
  final AtomicInteger refusals = new AtomicInteger();

  /** Reports with more events than this are answered with 413. */
  final AtomicInteger mostEvents = new AtomicInteger(Integer.MAX_VALUE);

  /** While this is not zero, reports are taken in and not answered. */
  final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));

  /** The most reports that were being sent at one time. */
  final AtomicInteger mostAtOnce = new AtomicInteger();

  private final AtomicInteger now = new AtomicInteger();

  /** What was taken. */
  final List<Report> reports = new CopyOnWriteArrayList<>();

  private final HttpServer server;

  record Report(String body, @Nullable String signature) {
    JsonNode document() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    List<String> serials() {
      return document().findValues("epcList").stream()
          .map(list -> list.get(0).asText().replaceAll(".*/21/", ""))
          .toList();
    }
  }

  Subscriber() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    Report report =
        new Report(
            new String(exchange.getRequestBody().readAllBytes(), UTF_8),
            exchange.getRequestHeaders().getFirst("GS1-Signature"));
    mostAtOnce.accumulateAndGet(now.incrementAndGet(), Math::max);
    boolean open = false;
    try {
      // Who calls gives up after 15 s: none that was given up is still counted.
      open = gate.get().await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    now.decrementAndGet();
    int status = open ? status(report) : 503;
    if (status == 204) {
      reports.add(report);
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private int status(Report report) {
    if (refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      return 503;
    }
    return report.serials().size() > mostEvents.get() ? 413 : 204;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/told";
  }

  List<String> serials() {
    return reports.stream().flatMap(report -> report.serials().stream()).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
