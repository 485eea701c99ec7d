package io.pharmatrace.platform;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import io.micronaut.core.naming.conventions.StringConvention;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Kafka clients, configured by {@code kafka.*}: any setting of the client by its own name, for
 * example {@code kafka.security.protocol}. The plain client is used because offsets live in
 * PostgreSQL (docs/adr/0006).
 */
@Factory
@Singleton
public final class KafkaClients {
  /** The largest message, in bytes; the topics allow as much. */
  static final int MAX_MESSAGE = 8 << 20;

  private final Map<String, Object> settings;

  KafkaClients(Environment environment) {
    this.settings = new HashMap<>(environment.getProperties("kafka", StringConvention.RAW));
    // A variable KAFKA_BOOTSTRAP_SERVERS does not show under the setting's own name, only here.
    environment
        .getProperty("kafka.bootstrap.servers", String.class)
        .ifPresent(servers -> settings.put("bootstrap.servers", servers));
  }

  /** The one producer of the process: idempotent, waits for all replicas. Thread-safe. */
  @Singleton
  @Bean(preDestroy = "close")
  Producer<String, byte[]> producer() {
    Map<String, Object> config = new HashMap<>(settings);
    config.remove("group.instance.id");
    config.put("acks", "all");
    config.put("enable.idempotence", true);
    config.put("delivery.timeout.ms", 20_000);
    config.put("request.timeout.ms", 10_000);
    config.put("max.block.ms", 10_000);
    config.put("linger.ms", 5);
    config.put("max.request.size", MAX_MESSAGE);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** A new administrative client; the caller closes it. */
  public Admin admin() {
    Map<String, Object> config = new HashMap<>(settings);
    config.remove("group.instance.id");
    config.putIfAbsent("default.api.timeout.ms", 10_000);
    config.putIfAbsent("request.timeout.ms", 5_000);
    return Admin.create(config);
  }

  /**
   * A new consumer that never commits offsets to Kafka; the caller owns and closes it.
   *
   * @param group consumer group, by which partitions are shared between processes
   * @param maxPollRecords upper bound of records in one poll, at least 1
   */
  public Consumer<String, byte[]> consumer(String group, int maxPollRecords) {
    Map<String, Object> config = new HashMap<>(settings);
    // A process that was killed gives its partitions up after 6 s; with kafka.group.instance.id
    // set,
    // the same process gets them back at once when it is started again (KIP-345).
    config.putIfAbsent("session.timeout.ms", 6_000);
    config.putIfAbsent("heartbeat.interval.ms", 1_500);
    config.put("group.id", group);
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "earliest");
    config.put("max.poll.records", maxPollRecords);
    config.put("fetch.max.wait.ms", 100);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
