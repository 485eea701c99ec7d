package io.pharmatrace.launcher.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.PortBook;
import io.pharmatrace.launcher.home.Secrets;
import io.pharmatrace.launcher.part.PartHealth.State;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresPartIT {
  @TempDir static Path directory;
  private static Home home;
  private static PostgresPart postgres;
  private static Database database;

  @BeforeAll
  static void makeHome() {
    home = new Home(directory);
    home.create();
    new PortBook(home).remember("postgres", Ports.free(1).getFirst());
    postgres = new PostgresPart(home);
    database = new Database(home);
  }

  @BeforeEach
  void start() {
    postgres.start(Progress.SILENT);
  }

  @AfterAll
  static void stop() {
    postgres.stop(Progress.SILENT);
  }

  @Test
  void answersTheApplicationsRole() {
    assertThat(postgres.health().state()).isEqualTo(State.HEALTHY);
    assertThat(postgres.health().software()).get().asString().startsWith("PostgreSQL 17.");
  }

  @Test
  void startingAgainChangesNothing() {
    PartHealth before = postgres.health();

    postgres.start(Progress.SILENT);

    assertThat(postgres.health()).isEqualTo(before);
  }

  @Test
  void wrongPasswordIsRefused() {
    assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "pharmatrace", "wrong"))
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void superuserOfTheClusterIsNotTheApplications() throws SQLException {
    assertThat(ask("select rolsuper from pg_roles where rolname = current_user"))
        .containsExactly("f");
  }

  @Test
  void committedWorkSurvivesAPowerCut() throws SQLException {
    assertThat(
            ask(
                "select setting from pg_settings where name in"
                    + " ('fsync', 'synchronous_commit', 'full_page_writes')"))
        .containsExactly("on", "on", "on");
  }

  @Test
  void listensOnLoopbackOnly() throws SQLException {
    assertThat(ask("show listen_addresses")).containsExactly("127.0.0.1");
  }

  @Test
  void secretsAreTheOwnersOnly() throws IOException {
    Path secret = new Secrets(home).file("database-password");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.secrets())))
        .isEqualTo("rwx------");
  }

  @Test
  void dataIsKeptFromOneStartToTheNext() throws SQLException {
    execute("create table kept as select 42 as answer");

    postgres.stop(Progress.SILENT);
    postgres.start(Progress.SILENT);

    assertThat(ask("select answer from kept")).containsExactly("42");
  }

  @Test
  void stoppedOneSaysSo() {
    postgres.stop(Progress.SILENT);

    assertThat(postgres.health().state()).isEqualTo(State.STOPPED);
    assertThat(postgres.health().reason()).get().asString().contains("does not run");
  }

  @Test
  void killedOneStartsAgainOnTheSameDataAndPort() throws SQLException {
    execute("create table committed as select 7 as answer");
    PartHealth before = postgres.health();
    long pid = before.pid().orElseThrow();

    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
    assertThat(postgres.health().state()).isEqualTo(State.STOPPED);
    postgres.start(Progress.SILENT);

    assertThat(ask("select answer from committed")).containsExactly("7");
    assertThat(postgres.health().port()).isEqualTo(before.port());
  }

  @Test
  void lockFileThatNamesAStrangerSinceARebootIsNoObstacle() throws IOException {
    postgres.stop(Progress.SILENT);
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(home.data("postgres").resolve("postmaster.pid"), stranger.pid() + "\n");

      postgres.start(Progress.SILENT);

      assertThat(postgres.health().state()).isEqualTo(State.HEALTHY);
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void frozenOneRunsButDoesNotAnswer() throws Exception {
    long pid = postgres.health().pid().orElseThrow();
    signal("STOP", pid);
    try {
      assertThat(postgres.health().state()).isEqualTo(State.UNHEALTHY);
      assertThat(postgres.health().reason()).get().asString().contains("does not answer");
    } finally {
      signal("CONT", pid);
    }
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).inheritIO().start().waitFor();
    assertThat(code).isZero();
  }

  private static void execute(String command) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static List<String> ask(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> answers = new ArrayList<>();
      while (rows.next()) {
        answers.add(rows.getString(1));
      }
      return answers;
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }
}
