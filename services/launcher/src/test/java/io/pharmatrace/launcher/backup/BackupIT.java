package io.pharmatrace.launcher.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.PortBook;
import io.pharmatrace.launcher.home.Trees;
import io.pharmatrace.launcher.part.Database;
import io.pharmatrace.launcher.part.PostgresPart;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A database is backed up while it is written to, and restored elsewhere and in its place. */
class BackupIT {
  @TempDir static Path directory;
  private static Home home;

  private final StringWriter printed = new StringWriter();

  @BeforeAll
  static void start() throws SQLException, IOException {
    home = newHome("first");
    new PostgresPart(home).start(Progress.SILENT);
    Files.writeString(home.keys().resolve("relay.json"), "{}");
    execute(
        home,
        "CREATE TABLE t AS SELECT g AS n, repeat(md5(g::text), 20) AS text"
            + " FROM generate_series(1, 20000) g");
  }

  @AfterAll
  static void stop() {
    new PostgresPart(home).stop(Progress.SILENT);
  }

  @Test
  void whatIsWrittenMeanwhileIsConsistentInTheRestoredOne() throws Exception {
    Path backup = directory.resolve("running");
    AtomicBoolean end = new AtomicBoolean();
    // Each transaction adds to both tables: equal counts are a consistent moment.
    execute(home, "CREATE TABLE one (n int); CREATE TABLE other (n int)");
    Thread writer = Thread.ofPlatform().start(() -> write(end));
    assertThat(run(new BackupCommand(), home, backup.toString())).isZero();
    end.set(true);
    writer.join();
    assertThat(printed.toString()).contains("IT HOLDS PRIVATE KEYS");
    for (String each : new String[] {"manifest.json", "secrets/database-password"}) {
      assertThat(backup.resolve(each)).isNotEmptyFile();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rwx------");

    Home second = newHome("second");
    assertThat(run(new RestoreCommand(), second, backup.toString())).isZero();
    PostgresPart restored = new PostgresPart(second);
    restored.start(Progress.SILENT);
    try {
      assertThat(ask(second, "SELECT count(*) FROM t WHERE text = repeat(md5(n::text), 20)"))
          .isEqualTo(20_000);
      long written = ask(second, "SELECT count(*) FROM one");
      assertThat(written).isEqualTo(ask(second, "SELECT count(*) FROM other")).isPositive();
      assertThat(written).isLessThanOrEqualTo(ask(home, "SELECT count(*) FROM one"));
      assertThat(run(new RestoreCommand(), second, backup.toString(), "--replace")).isEqualTo(1);
      assertThat(printed.toString()).contains("postgres runs there").contains("down first");
    } finally {
      restored.stop(Progress.SILENT);
    }
    assertThat(second.keys().resolve("relay.json")).hasContent("{}");
  }

  @Test
  void aDatabaseIsReplacedOnlyWhenAskedForAndKept() throws Exception {
    Home third = newHome("third");
    PostgresPart postgres = new PostgresPart(third);
    postgres.start(Progress.SILENT);
    execute(third, "CREATE TABLE kept AS SELECT 1 AS n");
    postgres.stop(Progress.SILENT);
    Path rotated = third.keys().resolve("organisation-rotated.json");
    Files.writeString(rotated, "old");
    Path backup = directory.resolve("stopped");
    assertThat(run(new BackupCommand(), third, backup.toString())).isZero();
    assertThat(Manifest.read(backup).files())
        .as("keys are copied last: the database names none that is made after")
        .last()
        .matches(file -> file.path().startsWith("keys/"));
    Files.writeString(rotated, "new");
    postgres.start(Progress.SILENT);
    execute(third, "INSERT INTO kept VALUES (2)");
    postgres.stop(Progress.SILENT);
    Files.writeString(third.keys().resolve("organisation-later.json"), "later");

    assertThat(run(new RestoreCommand(), third, backup.toString())).isEqualTo(1);
    assertThat(printed.toString()).contains("there is a database already").contains("--replace");
    assertThat(run(new RestoreCommand(), third, backup.toString(), "--replace")).isZero();
    assertThat(printed.toString()).contains("Keeps " + rotated);
    assertThat(rotated).hasContent("new");
    postgres.start(Progress.SILENT);
    try {
      assertThat(ask(third, "SELECT count(*) FROM kept")).isEqualTo(1);
    } finally {
      postgres.stop(Progress.SILENT);
    }
    assertThat(third.keys().resolve("organisation-later.json")).hasContent("later");
    try (var data = Files.list(third.data("postgres").getParent())) {
      assertThat(data).anyMatch(path -> path.toString().contains("postgres.replaced-"));
    }
  }

  @Test
  void aRestoreThatWasCutShortIsFinishedBeforeAnythingStarts() throws Exception {
    Path backup = directory.resolve("whole");
    assertThat(run(new BackupCommand(), home, backup.toString())).isZero();
    Home fourth = newHome("fourth");
    // Ends it in the middle: a key cannot be written.
    Path obstacle = fourth.keys().resolve("relay.json.new");
    Files.createDirectories(obstacle.resolve("in/the/way"));
    assertThat(run(new RestoreCommand(), fourth, backup.toString())).isEqualTo(1);
    PostgresPart postgres = new PostgresPart(fourth);

    assertThatThrownBy(() -> postgres.start(Progress.SILENT))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("a restore into this home did not come to its end")
        .hasMessageContaining("Run the same ./pharmatrace restore again");
    assertThat(fourth.data("postgres")).doesNotExist();
    Trees.delete(obstacle);
    // As if it was killed after the last move: what is there is the restored one.
    Files.createDirectories(fourth.data("postgres"));

    assertThat(run(new RestoreCommand(), fourth, backup.toString())).isZero();
    postgres.start(Progress.SILENT);
    try {
      assertThat(ask(fourth, "SELECT count(*) FROM t")).isEqualTo(20_000);
    } finally {
      postgres.stop(Progress.SILENT);
    }
    assertThat(fourth.keys().resolve("relay.json")).hasContent("{}");
  }

  @Test
  void whatIsDamagedOrAnotherInstallationsIsRefused() throws Exception {
    Path backup = directory.resolve("damaged");
    assertThat(run(new BackupCommand(), home, backup.toString())).isZero();
    assertThat(run(new BackupCommand(), home, backup.toString())).isEqualTo(1);
    assertThat(printed.toString()).contains("it exists already");

    Home other = newHome("other");
    Files.writeString(other.secrets().resolve("database-password"), "another");
    assertThat(run(new RestoreCommand(), other, backup.toString())).isEqualTo(1);
    assertThat(printed.toString()).contains("it is another installation");

    Files.writeString(
        backup.resolve("database/PG_VERSION"), "17 ", StandardOpenOption.TRUNCATE_EXISTING);
    assertThat(run(new RestoreCommand(), newHome("none"), backup.toString())).isEqualTo(1);
    assertThat(printed.toString()).contains("database/PG_VERSION is missing or not what");
    Files.delete(backup.resolve("manifest.json"));
    assertThat(run(new RestoreCommand(), newHome("none2"), backup.toString())).isEqualTo(1);
    assertThat(printed.toString()).contains("cut short");
    assertThat(directory.resolve("none/data/postgres")).doesNotExist();
  }

  @Test
  void withoutKeysItNeedsTheKeysOfTheSameInstallation() throws Exception {
    Path backup = directory.resolve("keyless");
    assertThat(run(new BackupCommand(), home, backup.toString(), "--without-keys")).isZero();
    assertThat(backup.resolve("secrets")).doesNotExist();
    assertThat(backup.resolve("keys")).doesNotExist();

    assertThat(run(new RestoreCommand(), newHome("keyless-home"), backup.toString())).isEqualTo(1);
    assertThat(printed.toString()).contains("Copy secrets/ and keys/");
  }

  private static void write(AtomicBoolean end) {
    try (Connection connection = connect(home);
        Statement statement = connection.createStatement()) {
      while (!end.get()) {
        statement.execute("INSERT INTO one VALUES (1); INSERT INTO other VALUES (1)");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Home newHome(String name) {
    Home fresh = new Home(directory.resolve(name));
    fresh.create();
    new PortBook(fresh).remember("postgres", Ports.free(1).getFirst());
    return fresh;
  }

  private int run(Callable<Integer> command, Home of, String... arguments) {
    PrintWriter writer = new PrintWriter(printed, true);
    CommandLine line = new CommandLine(command).setOut(writer).setErr(writer);
    line.setExecutionExceptionHandler(
        (e, c, r) -> {
          c.getErr().println(e.getMessage());
          return 1;
        });
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--home";
    all[arguments.length + 1] = of.directory().toString();
    return line.execute(all);
  }

  private static void execute(Home of, String command) throws SQLException {
    try (Connection connection = connect(of);
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static long ask(Home of, String query) throws SQLException {
    try (Connection connection = connect(of);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Connection connect(Home of) throws SQLException {
    Database database = new Database(of);
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }
}
