package io.pharmatrace.launcher.part;

import io.pharmatrace.kafka.KafkaProcess;
import io.pharmatrace.kafka.Topics;
import io.pharmatrace.launcher.checkout.Checkout;
import io.pharmatrace.launcher.checkout.Deployment;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.PortBook;
import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Program;
import io.pharmatrace.process.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The embedded broker: one node on loopback, in a process of its own. */
public final class KafkaPart implements Part {
  private static final int PREFERRED_PORT = 9_092;
  private static final int PREFERRED_CONTROLLER_PORT = 9_093;
  private static final int HEAP_MEGABYTES = 256;

  private final Home home;
  private final PortBook ports;

  /** Creates the part of a home; starts nothing. */
  public KafkaPart(Home home) {
    this.home = home;
    this.ports = new PortBook(home);
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public Path log() {
    return directory().resolve("kafka.log");
  }

  @Override
  public void start(Progress progress) {
    if (process().isEmpty()) {
      Deployment deployment = Deployment.of(home, name(), Checkout.current().classPath("kafka"));
      deployment.deleteOthers(home, name());
      ports.choose(name(), PREFERRED_PORT);
      ports.choose(controller(), PREFERRED_CONTROLLER_PORT);
      broker(deployment.classPath()).start(progress);
    } else {
      broker("").start(progress);
    }
    createTopics();
  }

  /** The topics that are missing; those that exist are left as they are. */
  private void createTopics() {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      Topics.create(admin);
    }
  }

  @Override
  public void stop(Progress progress) {
    if (process().isPresent()) {
      broker("").stop();
    }
  }

  @Override
  public boolean died() {
    return Ending.died(files());
  }

  @Override
  public PartHealth health() {
    OptionalInt port = ports.of(name());
    Optional<BackgroundProcess> process = process();
    if (process.isEmpty()) {
      return PartHealth.stopped(name(), port, Ending.of("the broker", files()));
    }
    return broker("")
        .missing()
        .map(
            problem ->
                PartHealth.unhealthy(
                    name(),
                    process.get().pid(),
                    port,
                    "the broker runs but is of no use: " + problem,
                    "See ./pharmatrace logs kafka; ./pharmatrace down, then up, starts it anew."))
        .orElseGet(
            () -> PartHealth.healthy(name(), process.get().pid(), port, "Kafka, one broker"));
  }

  /** What clients put into {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return broker("").bootstrapServers();
  }

  /**
   * The broker as it is or was.
   *
   * @param classPath matters for a start only
   */
  private KafkaProcess broker(String classPath) {
    return new KafkaProcess(
        new KafkaProcess.Settings(
            directory(),
            ports.of(name()).orElseThrow(),
            ports.of(controller()).orElseThrow(),
            classPath,
            HEAP_MEGABYTES));
  }

  private Optional<BackgroundProcess> process() {
    return BackgroundProcess.find(files());
  }

  private Program files() {
    return Program.in(name(), List.of("java"), directory());
  }

  private String controller() {
    return name() + "-controller";
  }

  private Path directory() {
    return home.data(name());
  }
}
