package io.pharmatrace.testsupport;

import io.pharmatrace.process.Ports;
import io.pharmatrace.process.ProcessFailedException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** PostgreSQL from Maven, with the durability of production. */
final class EmbeddedPostgresServer implements Servers.DatabaseServer {
  private static final String USER = "postgres";
  private static final String PASSWORD = "postgres";

  private final Path directory;
  private final int port = Ports.free(1).getFirst();
  private @Nullable EmbeddedPostgres server;

  EmbeddedPostgresServer(Path directory) {
    this.directory = directory;
  }

  @Override
  public synchronized void start() {
    if (server != null) {
      return;
    }
    try {
      server =
          EmbeddedPostgres.builder()
              .setDataDirectory(directory)
              .setCleanDataDirectory(false)
              .setPort(port)
              // After a crash it recovers first, which takes its time on a busy machine.
              .setPGStartupWait(Duration.ofSeconds(60))
              // Zonky trades durability for speed unless told otherwise.
              .setServerConfig("fsync", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("max_connections", "200")
              .start();
    } catch (IOException e) {
      throw new ProcessFailedException("cannot start PostgreSQL in " + directory, e);
    }
  }

  @Override
  public synchronized void stop() {
    if (server == null) {
      return;
    }
    try {
      server.close();
    } catch (IOException e) {
      throw new ProcessFailedException("cannot stop PostgreSQL in " + directory, e);
    }
    server = null;
  }

  @Override
  public synchronized void kill() {
    if (server != null) {
      Postmaster.in(directory, directory).ifPresent(Postmaster::crash);
      stop();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return server != null;
  }

  @Override
  public synchronized Database create(String name) {
    if (server == null) {
      throw new ProcessFailedException("PostgreSQL does not run");
    }
    String root = "jdbc:postgresql://127.0.0.1:" + port + "/";
    return OneDatabase.create(this, root, USER, PASSWORD, name);
  }
}
