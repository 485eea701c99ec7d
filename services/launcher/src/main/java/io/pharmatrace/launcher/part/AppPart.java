package io.pharmatrace.launcher.part;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.Versions;
import io.pharmatrace.launcher.checkout.Checkout;
import io.pharmatrace.launcher.checkout.Deployment;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.PortBook;
import io.pharmatrace.launcher.home.Secrets;
import io.pharmatrace.launcher.http.JsonHttp;
import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.Program;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The application, in every role, as a process of its own. It is started anew when the build made
 * another one than the one that runs.
 */
public final class AppPart implements Part {
  private static final int PREFERRED_PORT = 8080;
  private static final int HEAP_MEGABYTES = 320;
  private static final Duration START_DEADLINE = Duration.ofSeconds(90);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);
  private static final String MAIN = "io.pharmatrace.app.Application";

  private final Home home;
  private final PortBook ports;
  private final Supplier<Map<String, String>> addresses;
  private final Supplier<Optional<String>> deadServer;
  private final Program files;

  /**
   * Creates the part; starts nothing.
   *
   * @param home it runs in
   * @param addresses properties that say where broker and chain are; asked for when it starts
   * @param deadServer the name of a server that died, without which it cannot start
   */
  public AppPart(
      Home home, Supplier<Map<String, String>> addresses, Supplier<Optional<String>> deadServer) {
    this.home = home;
    this.ports = new PortBook(home);
    this.addresses = addresses;
    this.deadServer = deadServer;
    this.files = program(List.of("java"), Map.of());
  }

  @Override
  public String name() {
    return "app";
  }

  @Override
  public Path log() {
    return home.logOf(name());
  }

  @Override
  public void start(Progress progress) {
    Deployment deployment =
        Deployment.of(home, name(), Checkout.current().classPath("services/app"));
    Optional<BackgroundProcess> running = BackgroundProcess.find(files);
    if (running.isPresent() && !deployment.isCurrent(home, name())) {
      progress.report("was built anew: starting it again");
      stop(progress);
      running = Optional.empty();
    }
    BackgroundProcess process = running.orElseGet(() -> startProcess(deployment));
    process.awaitReady(
        "the application at " + url(),
        START_DEADLINE,
        progress,
        () -> {
          deadServer
              .get()
              .ifPresent(
                  server -> {
                    throw new Failure(
                        "the application cannot start",
                        server + " ended meanwhile",
                        "It is started again by itself; then run ./pharmatrace up again.");
                  });
          return missing();
        });
  }

  private BackgroundProcess startProcess(Deployment deployment) {
    deployment.makeCurrent(home, name());
    Secrets secrets = new Secrets(home);
    secrets.get("admin-password");
    secrets.get("demo-password");
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP_MEGABYTES + "m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.net.preferIPv4Stack=true",
            "-Duser.timezone=UTC"));
    command.addAll(SystemProperties.options(properties()));
    command.addAll(List.of("-cp", deployment.classPath(), MAIN));
    // By environment: arguments of a process can be read by every user of the machine.
    return BackgroundProcess.start(
        program(command, Map.of("DATASOURCES_DEFAULT_PASSWORD", new Database(home).password())));
  }

  private Map<String, String> properties() {
    Database database = new Database(home);
    Map<String, String> properties = new java.util.TreeMap<>(addresses.get());
    properties.put("datasources.default.url", database.url());
    properties.put("datasources.default.username", database.user());
    properties.put("pharmatrace.home", home.directory().toString());
    properties.put("pharmatrace.roles", "all");
    // Whoever tries webhooks on one machine has them on that machine.
    properties.put("pharmatrace.subscriptions.private-destinations", "true");
    // The broker then gives a restarted application its partitions back at once.
    properties.put("kafka.group.instance.id", "pharmatrace-1");
    properties.put("micronaut.server.host", "127.0.0.1");
    properties.put("micronaut.server.port", Integer.toString(ports.choose(name(), PREFERRED_PORT)));
    return properties;
  }

  @Override
  public void stop(Progress progress) {
    BackgroundProcess.find(files).ifPresent(process -> process.stop(STOP_DEADLINE));
  }

  @Override
  public boolean died() {
    return Ending.died(files);
  }

  @Override
  public PartHealth health() {
    OptionalInt port = ports.of(name());
    Optional<BackgroundProcess> process = BackgroundProcess.find(files);
    if (process.isEmpty()) {
      return PartHealth.stopped(name(), port, Ending.of("the application", files));
    }
    return missing()
        .map(
            problem ->
                PartHealth.unhealthy(
                    name(),
                    process.get().pid(),
                    port,
                    problem,
                    "The parts above come first; the application goes on by itself when they are"
                        + " well. If they are, see ./pharmatrace logs app."))
        .orElseGet(
            () ->
                PartHealth.healthy(
                    name(), process.get().pid(), port, "PharmaTrace " + Versions.of("version")));
  }

  /**
   * Starts the application again if it runs on other addresses than broker and chain have now.
   * Changes nothing else.
   */
  public void follow(Progress progress) {
    Optional<BackgroundProcess> running = BackgroundProcess.find(files);
    if (running.isPresent() && !SystemProperties.areOf(running.get().pid(), addresses.get())) {
      progress.report("broker or chain have other addresses now: starting the application again");
      stop(progress);
      start(progress);
    }
  }

  /**
   * Gives the application this port from now on.
   *
   * @param port 1 to 65535
   * @throws Failure when it runs on another, or another program has the port
   */
  public void listenOn(int port) {
    OptionalInt before = ports.of(name());
    boolean runs = BackgroundProcess.find(files).isPresent();
    if (runs && before.isPresent() && before.getAsInt() == port) {
      return;
    }
    if (runs) {
      throw new Failure(
          "the port cannot be changed to " + port,
          "the application runs on " + before.orElse(0),
          "Run ./pharmatrace down first.");
    }
    if (!Ports.isFree(port)) {
      throw new Failure(
          "the application cannot listen on port " + port,
          "another program does",
          "Choose another port, or end that program (ss -ltnp | grep " + port + ").");
    }
    ports.remember(name(), port);
  }

  /** Where a person opens it. */
  public URI url() {
    int port =
        ports
            .of(name())
            .orElseThrow(
                () ->
                    new Failure(
                        "the application cannot be reached",
                        "its port is not in ports.properties",
                        "Run ./pharmatrace down, then up."));
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The application's own answer about its health; empty when it gives none. */
  public Optional<JsonNode> answer() {
    return answer("/health");
  }

  /** Which chain it belongs to ({@code GET /api/v1/chain}); empty when it gives no answer. */
  public Optional<JsonNode> chain() {
    return answer("/api/v1/chain");
  }

  private Optional<JsonNode> answer(String path) {
    if (BackgroundProcess.find(files).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonHttp.get(url().resolve(path)).body());
    } catch (IOException e) {
      // What is wrong with it is said by health().
      return Optional.empty();
    }
  }

  private Optional<String> missing() {
    try {
      return AppHealth.problem(JsonHttp.get(url().resolve("/health")).body());
    } catch (IOException e) {
      return Optional.of("it does not answer at " + url() + " (" + e.getMessage() + ")");
    }
  }

  private Program program(List<String> command, Map<String, String> environment) {
    return new Program(
        "the application", command, environment, home.directory(), log(), home.pidOf(name()));
  }
}
