package io.pharmatrace.testsupport;

import io.pharmatrace.process.Await;
import io.pharmatrace.process.Ports;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** PostgreSQL from its image, which is durable unless told otherwise. */
final class ContainerPostgres extends OneContainer implements Servers.DatabaseServer {
  private static final String IMAGE = "postgres:17-alpine";
  private static final int PORT = 5432;
  private static final String USER = "postgres";
  private static final String PASSWORD = "postgres";

  private final String root;

  ContainerPostgres() {
    this(Ports.free(1).getFirst());
  }

  private ContainerPostgres(int published) {
    super(
        IMAGE,
        CompletableFuture.completedFuture(IMAGE),
        PORT,
        published,
        Map.of("POSTGRES_PASSWORD", PASSWORD),
        List.of("postgres", "-c", "max_connections=200"));
    root = "jdbc:postgresql://127.0.0.1:" + published + "/";
  }

  @Override
  Await.Condition ready() {
    return this::missing;
  }

  private Optional<String> missing() {
    try (Connection _ = DriverManager.getConnection(root + "postgres", USER, PASSWORD)) {
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Database create(String name) {
    return OneDatabase.create(this, root, USER, PASSWORD, name);
  }
}
