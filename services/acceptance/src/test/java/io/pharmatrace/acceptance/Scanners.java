package io.pharmatrace.acceptance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Scanners of the demonstration, which publish what they read, a minute after each other, as they
 * do: the scans of different places may be taken in another order. For one thread.
 */
final class Scanners implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration STEP = Duration.ofMinutes(1);

  /** Where one stands. */
  enum At {
    NORDHAVEN("nordhaven-dock-4", "9521101000108"),
    ALPINA("alpina-inbound-1", "9521102000107"),
    LINDEN("linden-counter-1", "9521105000104");

    private final String reader;
    private final String place;

    At(String reader, String gln) {
      this.reader = reader;
      this.place = "https://id.gs1.org/414/" + gln;
    }
  }

  private final KafkaProducer<String, String> producer;
  private Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(2));

  Scanners(int port) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                "127.0.0.1:" + port,
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new StringSerializer(),
            new StringSerializer());
  }

  /** The label of a pack of Nordhaven's. */
  static String label(String serial, String lot) {
    return "]d201" + Company.GTIN + "1731013110" + lot + "\u001d21" + serial;
  }

  void read(At at, String step, String data) {
    publish(at, scan(at, step, data));
  }

  void pack(At at, String data, String container) {
    publish(at, scan(at, "packing", data).put("container", container));
  }

  void ship(At from, String data, At to) {
    publish(from, scan(from, "shipping", data).put("destination", to.place));
    read(to, "receiving", data);
  }

  private ObjectNode scan(At at, String step, String data) {
    time = time.plus(STEP);
    return JSON.createObjectNode()
        .put("scanId", UUID.randomUUID().toString())
        .put("reader", at.reader)
        .put("readPoint", at.place)
        .put("symbology", data.substring(0, 3))
        .put("data", data)
        .put("bizStep", step)
        .put("time", time.toString());
  }

  /** Returns when the broker has it. */
  private void publish(At at, ObjectNode scan) {
    try {
      producer.send(new ProducerRecord<>("scans", at.place, scan.toString())).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
