package io.pharmatrace.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The whole product on a home of its own, started by its own launcher, with a million packs. The
 * home stays for the next run; delete it to begin anew.
 */
final class Product implements AutoCloseable {
  private final Path root = Path.of(System.getProperty("pharmatrace.root", "")).toAbsolutePath();
  private final Path home;
  private final Benchmark.Run run;
  private final Packs packs;
  private final Rest rest;

  private Product(Path home, Benchmark.Run run) throws IOException {
    this.home = home;
    this.run = run;
    launcher("up", "--no-demo", "--chain", "dev");
    this.rest = new Rest("http://127.0.0.1:" + port("app"));
    this.packs = new Packs(rest, home, run);
  }

  /** Starts it, and loads the packs where they are not there yet. */
  static Product start(Benchmark.Run run) throws IOException {
    Product product = start("home", run);
    try {
      if (product.packs.load()) {
        // As it would be after a night.
        Programs.run(product.database(), List.of("psql", "-c", "VACUUM ANALYZE"));
      }
      return product;
    } catch (IOException | RuntimeException e) {
      product.close();
      throw e;
    }
  }

  /** Starts one with nothing but organisations and a product. */
  static Product startEmpty(Benchmark.Run run) throws IOException {
    Product product = start("empty-home", run);
    try {
      product.packs.register();
      return product;
    } catch (IOException | RuntimeException e) {
      product.close();
      throw e;
    }
  }

  private static Product start(String name, Benchmark.Run run) throws IOException {
    Programs.require("psql", "postgresql");
    Path home = run.directory().resolve(name);
    run.tell("Starting PharmaTrace in " + home + " ...");
    return new Product(home, run);
  }

  private void launcher(String command, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(root.resolve("pharmatrace").toString(), command));
    all.addAll(List.of("--home", home.toString()));
    all.addAll(List.of(arguments));
    // One user asks as much here as a country's pharmacies.
    Programs.run(Map.of("PHARMATRACE_LIMITS_ENABLED", "false"), all, line -> run.tell("  " + line));
  }

  private int port(String part) throws IOException {
    Properties ports = new Properties();
    try (InputStream in = Files.newInputStream(home.resolve("ports.properties"))) {
      ports.load(in);
    }
    return Integer.parseInt(ports.getProperty(part));
  }

  /** Where the application is. */
  String url() {
    return rest.url();
  }

  Packs packs() {
    return packs;
  }

  /** Its REST interface. */
  Rest rest() {
    return rest;
  }

  /** What a query answers, one value. */
  double ask(String sql) throws IOException {
    return Double.parseDouble(
        Programs.run(database(), List.of("psql", "-At", "-v", "ON_ERROR_STOP=1", "-c", sql))
            .strip());
  }

  /** Where the database is, for PostgreSQL's own programs: over TCP, as the application does. */
  Map<String, String> database() throws IOException {
    return Map.of(
        "PGHOST", "127.0.0.1",
        "PGPORT", Integer.toString(port("postgres")),
        "PGDATABASE", "pharmatrace",
        "PGUSER", "pharmatrace",
        "PGPASSWORD", Files.readString(home.resolve("secrets/database-password")).strip());
  }

  /** A token of the pharmacy that has the packs. */
  String token() throws IOException {
    JsonNode answer = rest.login(Packs.PHARMACY, packs.password());
    return answer.get("access_token").asText();
  }

  @Override
  public void close() throws IOException {
    launcher("down");
  }
}
