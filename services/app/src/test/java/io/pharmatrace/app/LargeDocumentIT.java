package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.HttpURLConnection;
import java.util.AbstractCollection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A large document is never in memory as a whole, neither while it comes in nor while it is
 * captured. By hand, with 100,000 events and 200 MB: {@code -Dlarge.events=100000
 * -Dlarge.padding=1750}.
 */
@PharmaTraceInfrastructure
@Feature(
    standard = Standard.EPCIS,
    section = "8.2.7",
    name = "Large documents are captured in constant memory")
class LargeDocumentIT {
  private static final int EVENTS = Integer.getInteger("large.events", 20_000);
  private static final int PADDING = Integer.getInteger("large.padding", 4_000);

  private static final String MARK = "EVENTS";

  /** Less than the document alone, and what the rest of the application varies by. */
  private static final long ALLOWANCE = 40L << 20;

  @Test
  void memoryDoesNotGrowWithTheDocument(Infrastructure infrastructure) throws Exception {
    try (RunningApplication app = RunningApplication.start(infrastructure, Map.of())) {
      new SupplyChain(app, infrastructure.kafka().bootstrapServers()).register();
      JsonNode first = Captures.finished(app, MAKER, send(app, "W", 1_000));
      assertThat(first.get("success").asBoolean()).as("%s", first).isTrue();
      long before = live();
      AtomicLong most = new AtomicLong(before);
      AtomicBoolean done = new AtomicBoolean();
      Thread watch = Thread.ofPlatform().start(() -> watch(most, done));
      long started = System.nanoTime();
      String address = send(app, "L", EVENTS);
      long received = System.nanoTime();

      JsonNode job = Captures.finished(app, MAKER, address);

      done.set(true);
      watch.join();
      System.out.printf(
          "%,d events, %,d bytes: received in %,d ms, captured in %,d ms;"
              + " live heap %,d MB before, at most %,d MB%n",
          EVENTS,
          size(EVENTS),
          (received - started) / 1_000_000,
          (System.nanoTime() - received) / 1_000_000,
          before >> 20,
          most.get() >> 20);
      assertThat(job.get("success").asBoolean()).as("%s", job).isTrue();
      assertThat(job.get("events").asInt()).isEqualTo(EVENTS);
      assertThat(most.get() - before).isLessThan(ALLOWANCE);
    }
  }

  /** Sends in the pace in which the server takes it. */
  private static String send(RunningApplication app, String prefix, int events) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) app.uri().resolve("/epcis/v2/capture").toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("Authorization", "Bearer " + app.token(MAKER));
    connection.setDoOutput(true);
    connection.setChunkedStreamingMode(65_536);
    try (OutputStream out = connection.getOutputStream();
        InputStream document = document(prefix, events)) {
      document.transferTo(out);
    }
    assertThat(connection.getResponseCode()).isEqualTo(202);
    return connection.getHeaderField("Location");
  }

  /** A document that is made while it is sent. */
  private static InputStream document(String prefix, int events) {
    String[] frame = Captures.document(MARK).split(MARK, 2);
    return new SequenceInputStream(
        Collections.enumeration(
            new AbstractCollection<InputStream>() {
              @Override
              public Iterator<InputStream> iterator() {
                return IntStream.rangeClosed(-1, events)
                    .mapToObj(i -> part(frame, prefix, events, i))
                    .iterator();
              }

              @Override
              public int size() {
                return events + 2;
              }
            }));
  }

  private static InputStream part(String[] frame, String prefix, int events, int i) {
    String part =
        i < 0 ? frame[0] : i == events ? frame[1] : (i == 0 ? "" : ",") + event(prefix + i);
    return new ByteArrayInputStream(part.getBytes(UTF_8));
  }

  private static String event(String serial) {
    String padding = ", \"https://example.com/remark\": \"" + "x".repeat(PADDING) + "\"}";
    String event = Captures.commissioning(serial).strip();
    return event.substring(0, event.length() - 1) + padding;
  }

  private static long size(int events) {
    try (InputStream in = document("L", events)) {
      return in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void watch(AtomicLong most, AtomicBoolean done) {
    while (!done.get()) {
      most.accumulateAndGet(live(), Math::max);
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Bytes on the heap that were reachable when it was last collected. */
  private static long live() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }
}
