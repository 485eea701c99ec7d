package io.pharmatrace.testsupport;

import io.pharmatrace.process.ProcessFailedException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One database of a server; starting and stopping it is starting and stopping the server.
 *
 * @param server that has it
 * @param jdbcUrl of it
 * @param user who owns it
 * @param password of the user
 */
record OneDatabase(Part server, String jdbcUrl, String user, String password) implements Database {
  /**
   * Makes an empty database.
   *
   * @param root of the server's addresses, as in {@code jdbc:postgresql://127.0.0.1:5432/}
   * @param name letters, digits and underscores
   */
  static OneDatabase create(Part server, String root, String user, String password, String name) {
    if (!name.matches("[a-z0-9_]{1,60}")) {
      throw new IllegalArgumentException("no database name: " + name);
    }
    try (Connection connection = DriverManager.getConnection(root + "postgres", user, password);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new ProcessFailedException("cannot make database " + name, e);
    }
    return new OneDatabase(server, root + name, user, password);
  }

  @Override
  public void start() {
    server.start();
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public void kill() {
    server.kill();
  }

  @Override
  public boolean isRunning() {
    return server.isRunning();
  }
}
