package io.pharmatrace.anchoring;

import io.micronaut.context.ApplicationContext;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ContentDigest;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.UnsaltedUnit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/** The anchoring part of the application, started on the infrastructure of a test. */
public final class Installation implements AutoCloseable {
  /** Each is one organisation's. */
  private static final AtomicInteger GLNS =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(100_000));

  private final ApplicationContext context;

  private Installation(ApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts it.
   *
   * @param home where its keys are; the same folder and database make it the same installation
   * @param settings besides those of the infrastructure
   */
  public static Installation start(
      Infrastructure infrastructure, Path home, Map<String, Object> settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("datasources.default.url", infrastructure.postgres().jdbcUrl());
    properties.put("datasources.default.username", infrastructure.postgres().user());
    properties.put("datasources.default.password", infrastructure.postgres().password());
    properties.put("kafka.bootstrap.servers", infrastructure.kafka().bootstrapServers());
    properties.put("pharmatrace.chain.rpc-url", infrastructure.chain().rpcUrl().toString());
    properties.put("pharmatrace.chain.deploy", true);
    properties.put("pharmatrace.home", home.toString());
    properties.put("pharmatrace.roles", "anchoring");
    properties.put("pharmatrace.anchoring.tick", "300ms");
    properties.put("pharmatrace.anchoring.resend", "1s");
    properties.putAll(settings);
    return new Installation(ApplicationContext.run(properties));
  }

  /** A part of the application. */
  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** All parts of a kind. */
  public <T> Collection<T> all(Class<T> type) {
    return context.getBeansOfType(type);
  }

  /** The database. */
  public Jdbi jdbi() {
    return get(Jdbi.class);
  }

  /** Registers an organisation as the registry would. */
  public UUID newOrganisation(String role) {
    String gln = newGln();
    UUID id = UUID.randomUUID();
    jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO registry.organisation (id, gln, name, role, company_prefixes)"
                            + " VALUES (:id, :gln, :name, :role, '{9506000}')")
                    .bind("id", id)
                    .bind("gln", gln)
                    .bind("name", "Organisation " + gln)
                    .bind("role", role)
                    .execute());
    return id;
  }

  private static String newGln() {
    String digits = "9506000%05d".formatted(GLNS.getAndIncrement() % 100_000);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return digits + (10 - sum % 10) % 10;
  }

  /** Logs as many events of one pack each, in one transaction. */
  public List<Long> append(UUID organisation, int count) {
    List<NewEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(event(i));
    }
    return jdbi()
        .inTransaction(handle -> get(EntryLog.class).append(handle, organisation, entries));
  }

  /** An event of one pack. */
  static NewEntry event(int serial) {
    byte[] document =
        "{\"event\":\"%s\"}".formatted(UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    return new NewEntry(
        EntryType.CUSTODY_EVENT,
        ContentDigest.ofEvent(Bytes32.random(), document),
        List.of(UnsaltedUnit.pack("https://id.gs1.org/01/09506000134352/21/" + serial)));
  }

  /** How many of these entries are confirmed on chain. */
  public long anchored(Collection<Long> entries) {
    return jdbi()
        .withHandle(handle -> get(Anchors.class).statuses(handle, entries))
        .values()
        .stream()
        .filter(EntryStatus.Anchored.class::isInstance)
        .count();
  }

  /** The proofs of these entries, those that are confirmed. */
  public Map<Long, AnchoredEntry> proofs(Collection<Long> entries) {
    return jdbi().withHandle(handle -> get(Anchors.class).proofs(handle, entries));
  }

  /** The proof of an entry that is confirmed. */
  public AnchoredEntry proof(long entry) {
    return jdbi()
        .withHandle(handle -> get(Anchors.class).proof(handle, entry))
        .orElseThrow(() -> new AssertionError("entry " + entry + " is not anchored"));
  }

  /** One number from the database. */
  public long count(String sql) {
    return jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /**
   * Keeps the database as it is now, for later; nobody may be connected to it.
   *
   * @param suffix of the copy's name, and of its URL
   */
  public static void copyDatabase(Infrastructure infrastructure, String suffix)
      throws SQLException {
    String url = infrastructure.postgres().jdbcUrl();
    String name = url.substring(url.lastIndexOf('/') + 1);
    try (Connection connection =
            DriverManager.getConnection(
                url.substring(0, url.lastIndexOf('/')) + "/postgres",
                infrastructure.postgres().user(),
                infrastructure.postgres().password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + suffix + " TEMPLATE " + name);
    }
  }

  /** Stops it in order. */
  @Override
  public void close() {
    context.close();
  }
}
