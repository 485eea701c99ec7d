package io.pharmatrace.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
    // What is missing is told before minutes of loading.
    Programs.require("wrk", "wrk");
    Programs.require("pgbench", "postgresql");
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

  /** Starts its servers for something that runs beside it; the product itself has nothing to do. */
  static Product startBeside(Benchmark.Run run) throws IOException {
    return start("beside-home", run);
  }

  /**
   * What an application beside this one needs to know: a new database of its own on the same
   * server, the broker, the chain, and a new home for its keys.
   *
   * @param name of database and home; what an earlier run left there is deleted
   */
  Map<String, Object> besides(String name) throws IOException {
    Map<String, String> administrator = new HashMap<>(database());
    administrator.put("PGDATABASE", "postgres");
    administrator.put("PGUSER", "postgres");
    administrator.put("PGPASSWORD", secret("database-admin-password"));
    for (String sql :
        List.of(
            "DROP DATABASE IF EXISTS " + name,
            "CREATE DATABASE %s OWNER pharmatrace".formatted(name))) {
      Programs.run(administrator, List.of("psql", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql));
    }
    return Map.of(
        "datasources.default.url",
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port("postgres"), name),
        "datasources.default.username",
        "pharmatrace",
        "datasources.default.password",
        secret("database-password"),
        "kafka.bootstrap.servers",
        "127.0.0.1:" + port("kafka"),
        "pharmatrace.chain.rpc-url",
        node().toString(),
        "pharmatrace.chain.deploy",
        true,
        "pharmatrace.home",
        Files.createTempDirectory(home, name).toString(),
        "pharmatrace.roles",
        "anchoring",
        "pharmatrace.anchoring.loops",
        false);
  }

  /** JSON-RPC of its chain. */
  URI node() throws IOException {
    return URI.create("http://127.0.0.1:" + port("chain"));
  }

  private String secret(String name) throws IOException {
    return Files.readString(home.resolve("secrets").resolve(name)).strip();
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
        "PGPASSWORD", secret("database-password"));
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
