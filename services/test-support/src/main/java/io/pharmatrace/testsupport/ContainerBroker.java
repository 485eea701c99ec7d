package io.pharmatrace.testsupport;

import io.pharmatrace.kafka.KafkaProcess;
import io.pharmatrace.process.Await;
import io.pharmatrace.process.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Kafka from its image, with the settings of the product's own broker. */
final class ContainerBroker extends OneContainer implements Broker {
  private static final String IMAGE = "apache/kafka:4.3.1";
  private static final int PORT = 9092;
  private static final String CONTROLLER = "localhost:9093";

  private final String bootstrapServers;

  ContainerBroker() {
    this(Ports.free(1).getFirst());
  }

  private ContainerBroker(int published) {
    super(
        IMAGE,
        CompletableFuture.completedFuture(IMAGE),
        PORT,
        published,
        environment(address(published)),
        List.of());
    bootstrapServers = address(published);
  }

  private static String address(int published) {
    return "127.0.0.1:" + published;
  }

  /** A setting a.b of Kafka is KAFKA_A_B for the image. */
  static Map<String, String> environment(String advertised) {
    Properties settings = new Properties();
    try (InputStream common = KafkaProcess.class.getResourceAsStream("broker.properties")) {
      settings.load(Objects.requireNonNull(common, "broker.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read broker.properties", e);
    }
    settings.setProperty("listeners", "PLAINTEXT://:" + PORT + ",CONTROLLER://" + CONTROLLER);
    settings.setProperty("advertised.listeners", "PLAINTEXT://" + advertised);
    settings.setProperty("controller.quorum.voters", "1@" + CONTROLLER);
    Map<String, String> environment = new TreeMap<>();
    settings
        .stringPropertyNames()
        .forEach(
            name ->
                environment.put(
                    "KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT),
                    settings.getProperty(name)));
    environment.put("KAFKA_HEAP_OPTS", "-Xmx256m");
    return environment;
  }

  @Override
  Await.Condition ready() {
    return this::missing;
  }

  private Optional<String> missing() {
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "request.timeout.ms",
                2000,
                "default.api.timeout.ms",
                2000))) {
      admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of("it does not answer yet");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  @Override
  public String bootstrapServers() {
    return bootstrapServers;
  }
}
