package io.pharmatrace.launcher.part;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.PortBook;
import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Program;
import io.pharmatrace.process.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The embedded PostgreSQL: durable, reachable on 127.0.0.1 with a password only. It keeps its files
 * in {@code data/postgres}; the application's role owns the database and nothing else.
 */
public final class PostgresPart implements Part {
  private static final int PREFERRED_PORT = 54_320;
  private static final Duration START_DEADLINE = Duration.ofSeconds(60);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);

  private final Home home;
  private final PortBook ports;
  private final Database database;
  private final PostgresSoftware software;
  private final Program files;

  /** Creates the part of a home; starts nothing. */
  public PostgresPart(Home home) {
    this.home = home;
    this.ports = new PortBook(home);
    this.database = new Database(home);
    this.software = new PostgresSoftware(home);
    this.files = program(List.of("postgres"));
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public Path log() {
    return home.logOf(name());
  }

  @Override
  public void start(Progress progress) {
    BackgroundProcess process =
        BackgroundProcess.find(files).orElseGet(() -> startProcess(progress));
    process.awaitReady(
        "PostgreSQL on 127.0.0.1:" + port(), START_DEADLINE, progress, database::missing);
    database.ensureExists();
  }

  /**
   * Is there while a database is being restored. Without it a start in the middle would make an
   * empty one, and nobody would see that custody and registry are gone.
   */
  public static Path restoring(Home home) {
    return home.data("postgres.restoring");
  }

  private void refuseHalfRestored() {
    Path marker = restoring(home);
    if (Files.exists(marker)) {
      throw new Failure(
          "PostgreSQL is not started",
          "a restore into this home did not come to its end (" + marker + ")",
          "Run the same ./pharmatrace restore again."
              + (Files.exists(data().resolve("PG_VERSION"))
                  ? " To go on with the database that is there instead, delete that file."
                  : ""));
    }
  }

  private BackgroundProcess startProcess(Progress progress) {
    refuseHalfRestored();
    if (!software.isUnpacked()) {
      progress.report("unpacking PostgreSQL");
      software.unpack();
    }
    List<String> prefix = Privileges.dropForPostgres();
    if (!Files.exists(data().resolve("PG_VERSION"))) {
      progress.report("creating the database cluster");
      new PostgresCluster(home, software, prefix).create(data());
    }
    new PostgresLock(data()).clear(progress);
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            software.program("postgres").toString(),
            "-D",
            data().toString(),
            "-p",
            Integer.toString(ports.choose(name(), PREFERRED_PORT))));
    SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return BackgroundProcess.start(program(command));
  }

  /**
   * Durable first (a commit that was answered survives a power cut), small second. No Unix socket:
   * a path may be too long for one, and only the password is to count.
   */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("password_encryption", "scram-sha-256"),
          Map.entry("shared_buffers", "96MB"),
          Map.entry("max_connections", "60"),
          Map.entry("max_wal_size", "512MB"),
          Map.entry("jit", "off"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "UTC"),
          Map.entry("log_line_prefix", "%m [%p] %q%u@%d "));

  @Override
  public void stop(Progress progress) {
    Optional<BackgroundProcess> process = BackgroundProcess.find(files);
    if (process.isPresent()) {
      // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave.
      Signals.interrupt(process.get().pid());
      Signals.awaitEnd(process.get(), "PostgreSQL", STOP_DEADLINE, progress);
      process.get().stop(Duration.ofSeconds(1));
    }
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
      return PartHealth.stopped(name(), port, Ending.of("the database", files));
    }
    try {
      return PartHealth.healthy(
          name(), process.get().pid(), port, "PostgreSQL " + database.serverVersion());
    } catch (SQLException e) {
      return PartHealth.unhealthy(
          name(),
          process.get().pid(),
          port,
          "the database runs but does not answer: " + e.getMessage(),
          "See ./pharmatrace logs postgres; ./pharmatrace down, then up, starts it anew.");
    }
  }

  private Path data() {
    return home.data(name());
  }

  private int port() {
    return ports
        .of(name())
        .orElseThrow(
            () ->
                new Failure(
                    "PostgreSQL cannot be reached",
                    "it runs, but its port is not in ports.properties",
                    "Run ./pharmatrace down, then up."));
  }

  private Program program(List<String> command) {
    return new Program(
        "PostgreSQL",
        command,
        Map.of("LC_ALL", "C", "TZ", "UTC"),
        home.directory(),
        log(),
        home.pidOf(name()));
  }
}
