package io.pharmatrace.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes scans, keyed by read point. A scan is either acknowledged by all in-sync replicas or
 * {@link #send} or {@link #flush} fails: within 10 s where no broker answers, within 30 s where one
 * does not acknowledge.
 */
final class ScanPublisher implements AutoCloseable {
  static final String TOPIC = "scans";

  /** Room for some thousand scans; the default of 32 MB does not fit a small heap. */
  private static final String BUFFER_BYTES = "4194304";

  private static final Duration UNREACHABLE = Duration.ofSeconds(10);
  private static final Duration UNACKNOWLEDGED = Duration.ofSeconds(30);

  private final String bootstrap;
  private final Producer<String, String> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * A connection.
   *
   * @param bootstrap host:port, several separated by commas
   * @param extra producer properties that are added or win, for example for SASL and TLS
   */
  ScanPublisher(String bootstrap, Properties extra) {
    this.bootstrap = bootstrap;
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            "scanner-simulator",
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            BUFFER_BYTES,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            String.valueOf(UNREACHABLE.toMillis()),
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            String.valueOf(UNREACHABLE.toMillis()),
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            String.valueOf(UNACKNOWLEDGED.toMillis())));
    properties.putAll(extra);
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    try {
      this.producer =
          new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /** Sends a scan, without waiting for the acknowledgement. */
  void send(ScanMessage message) {
    throwFailure();
    try {
      // The callback keeps the failure, which the next call throws.
      var _ =
          producer.send(
              new ProducerRecord<>(TOPIC, message.readPoint(), message.json()),
              (metadata, exception) -> {
                if (exception != null) {
                  failure.compareAndSet(null, exception);
                }
              });
    } catch (KafkaException e) {
      throw failed(e);
    }
    // A broker that cannot be reached is reported to the callback, before send returns.
    throwFailure();
  }

  /** Waits until every scan sent is acknowledged. */
  void flush() {
    producer.flush();
    throwFailure();
  }

  private void throwFailure() {
    Exception exception = failure.get();
    if (exception != null) {
      throw failed(exception);
    }
  }

  private SimulatorException failed(Exception cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    return new SimulatorException(
        "Kafka at " + bootstrap + " does not take scans: " + root.getMessage(), cause);
  }

  @Override
  public void close() {
    producer.close(UNREACHABLE);
  }
}
