package io.pharmatrace.launcher.part;

import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.PortBook;
import io.pharmatrace.launcher.home.Secrets;
import io.pharmatrace.process.ProcessFailedException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/** The application's database on the embedded PostgreSQL, and how to reach it. */
public final class Database {
  /** The administrator of the cluster; used by the launcher only. */
  static final String SUPERUSER = "postgres";

  static final String SUPERUSER_SECRET = "database-admin-password";
  private static final String NAME = "pharmatrace";
  private static final String ROLE = "pharmatrace";
  private static final String ROLE_SECRET = "database-password";
  private static final int TIMEOUT_SECONDS = 5;

  /** A checkpoint writes all that is in memory. */
  private static final int PATIENT_SECONDS = 600;

  private final PortBook ports;
  private final Secrets secrets;

  /** Creates the view of a home's database; connects to nothing. */
  public Database(Home home) {
    this.ports = new PortBook(home);
    this.secrets = new Secrets(home);
  }

  /** Where the application reaches its database. */
  public String url() {
    return url(NAME);
  }

  /** The role that owns the application's database. */
  public String user() {
    return ROLE;
  }

  /** The password of {@link #user()}, drawn at first use. */
  public String password() {
    return secrets.get(ROLE_SECRET);
  }

  /** What keeps the server from answering its administrator, if anything. */
  Optional<String> missing() {
    try (Connection connection = connect("postgres", SUPERUSER, secrets.get(SUPERUSER_SECRET))) {
      return connection.isValid(TIMEOUT_SECONDS) ? Optional.empty() : Optional.of("no answer");
    } catch (SQLException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Makes the application's role and database when they are not there. */
  void ensureExists() {
    try (Connection connection = connect("postgres", SUPERUSER, secrets.get(SUPERUSER_SECRET))) {
      if (!exists(connection, "select 1 from pg_roles where rolname = ?", ROLE)) {
        execute(
            connection,
            "select format('create role %I login password %L', ?, ?)",
            ROLE,
            password());
      }
      if (!exists(connection, "select 1 from pg_database where datname = ?", NAME)) {
        execute(connection, "select format('create database %I owner %I', ?, ?)", NAME, ROLE);
      }
    } catch (SQLException e) {
      throw new ProcessFailedException("cannot create the database " + NAME, e);
    }
  }

  /** The server's version, asked for by the application's role. */
  String serverVersion() throws SQLException {
    try (Connection connection = connect(NAME, ROLE, password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show server_version")) {
      row.next();
      return row.getString(1);
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Utility statements take no parameters, so PostgreSQL itself quotes them into the text. */
  private static void execute(Connection connection, String format, String first, String second)
      throws SQLException {
    String command;
    try (PreparedStatement statement = connection.prepareStatement(format)) {
      statement.setString(1, first);
      statement.setString(2, second);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        command = row.getString(1);
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  /** The administrator's connection for work that takes its time. */
  Connection administer() throws SQLException {
    return connect(NAME, SUPERUSER, secrets.get(SUPERUSER_SECRET), PATIENT_SECONDS);
  }

  private Connection connect(String database, String user, String password) throws SQLException {
    return connect(database, user, password, TIMEOUT_SECONDS);
  }

  private Connection connect(String database, String user, String password, int patience)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    String seconds = Integer.toString(TIMEOUT_SECONDS);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("socketTimeout", Integer.toString(patience));
    properties.setProperty("ApplicationName", "pharmatrace launcher");
    return DriverManager.getConnection(url(database), properties);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s"
        .formatted(ports.of("postgres").orElseThrow(), database);
  }
}
