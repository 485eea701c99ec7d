package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.custody.application.seals.ReturnedSeals;
import io.pharmatrace.custody.application.seals.SealCheck;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * The whole application on a database that is older than its journal, while scans come again: the
 * seals of what moved in between are where they were, nothing is made twice, nothing alerts, and
 * all goes on from there.
 */
@PharmaTraceInfrastructure
class RestoredSealsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String SSCC = "]C100095211010000000306";
  private static final String COPY = "_old";
  private static final List<String> PACKS = List.of("Q1", "Q2", "Q3", "Q4", "Q5", "Q6");
  private static final Map<String, String> AFTER =
      Map.of(
          "Q1", "with pharmacy",
          "Q2", "ended with maker",
          "Q3", "with maker",
          "Q4", "ended with wholesaler",
          "Q5", "with wholesaler",
          "Q6", "with pharmacy");

  @SuppressWarnings("NullAway.Init")
  private SupplyChain chain;

  @Test
  void sealsGoOnFromWhereTheyWere(Infrastructure infrastructure) throws SQLException {
    String home;
    try (RunningApplication app = RunningApplication.start(infrastructure, Map.of())) {
      home = app.home().toString();
      chain = new SupplyChain(app, infrastructure.kafka().bootstrapServers());
      chain.register();
      for (String serial : List.of("Q1", "Q2", "Q3", "Q4", "Q5")) {
        scan(MAKER, "commissioning", label(serial), 8, "");
      }
      scan(MAKER, "packing", label("Q4"), 9, ",\"container\":\"" + SSCC + "\"");
      scan(MAKER, "packing", label("Q5"), 9, ",\"container\":\"" + SSCC + "\"");
      awaitVerdict(app, MAKER, "Q5", "OK");
      assertThat(settled(infrastructure, app).get("Q5")).isEqualTo("with maker");
    }
    copyDatabase(infrastructure);
    long entries;
    Map<String, String> madeIn;
    try (RunningApplication app =
        RunningApplication.start(infrastructure, Map.of("pharmatrace.home", home))) {
      moveOn(app);
      assertThat(settled(infrastructure, app)).isEqualTo(AFTER);
      entries = sealEntries(app);
      madeIn = madeIn(app);
    }
    String url = infrastructure.postgres().jdbcUrl() + COPY;
    try (RunningApplication restored =
        RunningApplication.start(
            infrastructure, Map.of("pharmatrace.home", home, "datasources.default.url", url))) {
      await().atMost(PATIENCE).until(() -> restored.bean(ReturnedSeals.class).isDone());
      assertThat(count(restored, "SELECT count(*) FROM anchoring.returned"))
          .as("entries that the copy lacked")
          .isGreaterThan(entries / 2);
      for (String serial : List.of("Q1", "Q6")) {
        awaitVerdict(restored, PHARMACY, serial, "OK");
      }
      assertThat(settled(infrastructure, restored)).isEqualTo(AFTER);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(count(restored, "SELECT count(*) FROM custody.seal_ahead")).isZero());
      assertThat(sealEntries(restored)).as("nothing was told twice").isEqualTo(entries);
      assertThat(madeIn(restored)).isEqualTo(madeIn);
      restored.bean(SealCheck.class).run();
      Seals.agree(restored);
      assertThat(restored.get(REGULATOR, "/api/v1/alerts?code=seal-conflict").body()).isEmpty();

      scan(PHARMACY, "dispensing", label("Q1"), 20, "");
      scan(PHARMACY, "dispensing", label("Q6"), 20, "");
      awaitVerdict(restored, PHARMACY, "Q6", "SUPPLIED");
      assertThat(settled(infrastructure, restored))
          .containsEntry("Q1", "ended with pharmacy")
          .containsEntry("Q6", "ended with pharmacy");
      Seals.agree(restored);
    }
  }

  /** What the backup lacks: handed on, ended, out of what was handed on, made and handed on. */
  private void moveOn(RunningApplication app) {
    handOn(label("Q1"), PHARMACY, PHARMACY_GLN, 10);
    scan(MAKER, "dispensing", label("Q2"), 11, "");
    handOn(SSCC, WHOLESALER, WHOLESALER_GLN, 12);
    scan(WHOLESALER, "unpacking", SSCC, 14, "");
    scan(WHOLESALER, "dispensing", label("Q4"), 15, "");
    scan(MAKER, "commissioning", label("Q6"), 16, "");
    handOn(label("Q6"), PHARMACY, PHARMACY_GLN, 17);
    awaitVerdict(app, PHARMACY, "Q6", "OK");
  }

  private void handOn(String data, String receiver, String gln, int hour) {
    scan(MAKER, "shipping", data, hour, ",\"destination\":\"https://id.gs1.org/414/" + gln + "\"");
    scan(receiver, "receiving", data, hour + 1, "");
  }

  private void scan(String who, String step, String data, int hour, String extra) {
    chain.publish(
        SupplyChain.scan(who, step, data, "2026-11-20T%02d:00:00Z".formatted(hour), extra));
  }

  private static String label(String serial) {
    return SupplyChain.label(serial, "Q", "310131");
  }

  private static Map<String, String> settled(
      Infrastructure infrastructure, RunningApplication app) {
    SealedPaths paths = new SealedPaths(app, new ChainReader(infrastructure.chain().rpcUrl()));
    await().atMost(PATIENCE).until(paths::settled);
    return paths.shown(PACKS);
  }

  private static void awaitVerdict(
      RunningApplication app, String who, String serial, String verdict) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        app.get(who, "/api/v1/packs/" + GTIN + "/" + serial)
                            .body()
                            .path("verdict")
                            .asText())
                    .as(serial)
                    .isEqualTo(verdict));
  }

  private static long sealEntries(RunningApplication app) {
    return count(
        app,
        "SELECT count(*) FROM anchoring.entry e JOIN anchoring.seal_entry s ON s.entry_id = e.id");
  }

  private static long count(RunningApplication app, String sql) {
    return app.bean(Jdbi.class).withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }

  private static Map<String, String> madeIn(RunningApplication app) {
    return app.bean(Jdbi.class)
        .withHandle(
            h ->
                h.createQuery(
                        """
                        SELECT u.serial, encode(s.made_in, 'hex') FROM custody.sealed s
                        JOIN custody.unit u ON u.id = s.unit_id WHERE u.kind = 'PACK'
                        """)
                    .reduceRows(
                        new TreeMap<>(),
                        (all, row) -> {
                          all.put(row.getColumn(1, String.class), row.getColumn(2, String.class));
                          return all;
                        }));
  }

  private static void copyDatabase(Infrastructure infrastructure) throws SQLException {
    String url = infrastructure.postgres().jdbcUrl();
    String name = url.substring(url.lastIndexOf('/') + 1);
    try (Connection connection =
            DriverManager.getConnection(
                url.substring(0, url.lastIndexOf('/')) + "/postgres",
                infrastructure.postgres().user(),
                infrastructure.postgres().password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + COPY + " TEMPLATE " + name);
    }
  }
}
