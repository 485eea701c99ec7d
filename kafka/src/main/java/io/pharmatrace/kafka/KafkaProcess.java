package io.pharmatrace.kafka;

import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Program;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A broker of one node in a process of its own, on loopback, that outlives its starter. Its data,
 * settings, log and pid file are in one directory; another process that names the same directory
 * finds it again. Data written and acknowledged survives {@link #kill} and a power cut.
 */
public final class KafkaProcess {
  private static final Duration START_DEADLINE = Duration.ofSeconds(90);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);
  private static final String HOST = "127.0.0.1";

  private final Settings settings;
  private final Program program;

  /**
   * Where a broker lives.
   *
   * @param directory of its data, settings, log and pid file
   * @param port where clients connect
   * @param controllerPort where the node talks to itself
   * @param classpath holds this module, Kafka's server and slf4j-simple
   * @param heapMegabytes the most heap it may take, at least 128; 256 serves one machine
   */
  public record Settings(
      Path directory, int port, int controllerPort, String classpath, int heapMegabytes) {
    /** Checks the ranges. */
    public Settings {
      directory = directory.toAbsolutePath();
      if (port == controllerPort || !isPort(port) || !isPort(controllerPort)) {
        throw new IllegalArgumentException("the broker needs two different ports of 1 to 65535");
      }
      if (heapMegabytes < 128) {
        throw new IllegalArgumentException("the broker needs 128 MB of heap or more");
      }
    }

    /**
     * A broker with 256 MB of heap that runs from the classpath of this process.
     *
     * @param directory of its data, settings, log and pid file
     * @param port where clients connect
     * @param controllerPort where the node talks to itself
     */
    public Settings(Path directory, int port, int controllerPort) {
      this(directory, port, controllerPort, System.getProperty("java.class.path", ""), 256);
    }

    private static boolean isPort(int number) {
      return number >= 1 && number <= 65_535;
    }
  }

  /**
   * Names a broker; starts nothing.
   *
   * @param settings where it lives
   */
  public KafkaProcess(Settings settings) {
    this.settings = settings;
    this.program = Program.in("kafka", command(settings), settings.directory());
  }

  /** What clients put into {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return HOST + ":" + settings.port();
  }

  /** Where it prints what it does. */
  public Path logFile() {
    return program.logFile();
  }

  /**
   * Starts the broker and waits until it answers. Does nothing when it answers already.
   *
   * @param progress told what is waited for
   * @throws ProcessFailedException when it ends instead; quotes its log
   * @throws io.pharmatrace.process.DeadlineExceededException when it does not answer within 90 s
   */
  public void start(Progress progress) {
    BackgroundProcess process =
        BackgroundProcess.find(program)
            .orElseGet(
                () -> {
                  writeSettings();
                  return BackgroundProcess.start(program);
                });
    process.awaitReady(
        "the broker at " + bootstrapServers(), START_DEADLINE, progress, this::missing);
  }

  /** Whether the process runs; it may not answer yet. */
  public boolean isRunning() {
    return BackgroundProcess.find(program).isPresent();
  }

  /**
   * Looks once whether the broker answers, for at most 2 s.
   *
   * @return empty when it does, else what is wrong
   */
  public Optional<String> missing() {
    Map<String, Object> properties =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            2000,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            2000);
    if (Ports.isFree(settings.port())) {
      return Optional.of("nothing listens on port " + settings.port());
    }
    try (Admin admin = Admin.create(properties)) {
      admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of("it does not answer yet");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** Ends the broker in order within 30 s. Does nothing when it does not run. */
  public void stop() {
    BackgroundProcess.find(program).ifPresent(process -> process.stop(STOP_DEADLINE));
  }

  /** Ends the broker at once, as a crash would. */
  public void kill() {
    BackgroundProcess.find(program).ifPresent(BackgroundProcess::kill);
  }

  private void writeSettings() {
    try (InputStream template = KafkaProcess.class.getResourceAsStream("broker.properties")) {
      Files.createDirectories(settings.directory());
      String common =
          new String(
              Objects.requireNonNull(template, "broker.properties").readAllBytes(),
              StandardCharsets.UTF_8);
      Files.writeString(settings.directory().resolve("server.properties"), common + addresses());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write settings in " + settings.directory(), e);
    }
  }

  private String addresses() {
    String clients = "PLAINTEXT://" + HOST + ":" + settings.port();
    String controller = HOST + ":" + settings.controllerPort();
    return """

        # Of this machine.
        listeners=%s,CONTROLLER://%s
        advertised.listeners=%s
        controller.quorum.voters=1@%s
        log.dirs=%s
        """
        .formatted(clients, controller, clients, controller, settings.directory().resolve("data"));
  }

  private static List<String> command(Settings settings) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + settings.heapMegabytes() + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Djava.net.preferIPv4Stack=true",
        "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-Dorg.slf4j.simpleLogger.log.kafka.server=info",
        "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.server=info",
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
        "-cp",
        settings.classpath(),
        BrokerMain.class.getName(),
        settings.directory().resolve("server.properties").toString());
  }
}
