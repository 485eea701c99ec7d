package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.label;
import static io.pharmatrace.app.SupplyChain.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.custody.application.seals.SealCheck;
import io.pharmatrace.testsupport.Infrastructure;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What custody says and its seals do not. */
class SealConflictIT extends SupplyChainTest {
  @BeforeAll
  static void differ() {
    sealsAgree = false;
  }

  /** Somebody with access to the database gives himself a pack. */
  @Test
  void whatWasChangedByNoEventIsFoundAndAlerts(Infrastructure infrastructure) {
    commissioned("X1", "X");
    SealedPaths paths = new SealedPaths(app, new ChainReader(infrastructure.chain().rpcUrl()));
    await().atMost(PATIENCE).until(paths::settled);
    assertThat(paths.shown(List.of("X1"))).isEqualTo(Map.of("X1", "with maker"));
    assertThat(seals("X1")).isEqualTo("sealed");
    steal("custody.unit SET custodian_id = :thief WHERE serial = 'X1' AND kind = 'PACK'");
    assertThat(seals("X1")).isEqualTo("behind");
    assertThat(app.bean(SealCheck.class).differences())
        .extracting(SealCheck.Difference::epc, SealCheck.Difference::why)
        .contains(tuple(epc("X1"), "custody was changed by no event"));

    chain.publish(
        scan(PHARMACY, "dispensing", label("X1", "X", "310131"), "2026-11-20T12:00:00Z", ""));
    awaitVerdict(PHARMACY, "X1", "SUPPLIED");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(app.get(REGULATOR, "/api/v1/alerts?code=seal-conflict").body())
                    .asString()
                    .contains("X1"));
    assertThat(seals("X1")).isEqualTo("conflict");
    assertThat(paths.shown(List.of("X1"))).isEqualTo(Map.of("X1", "with maker"));
  }

  /** The same thief, found before anything happens to the pack. */
  @Test
  void theHourlyComparisonFindsIt() {
    commissioned("X2", "X");
    awaitSealed("X2");
    app.bean(SealCheck.class).run();
    assertThat(app.get(REGULATOR, "/api/v1/alerts?code=seal-conflict&serial=X2").body()).isEmpty();

    steal("custody.unit SET custodian_id = :thief WHERE serial = 'X2' AND kind = 'PACK'");
    app.bean(SealCheck.class).run();
    app.bean(SealCheck.class).run();
    assertThat(
            app.get(REGULATOR, "/api/v1/alerts?code=seal-conflict&serial=X2")
                .body()
                .findValuesAsText("times"))
        .containsExactly("1");
  }

  /** A cleverer thief, who makes the seals to go with it, and says that they are still to come. */
  @Test
  void whoWritesSealsByHandIsFoundAsWell() {
    commissioned("X3", "X");
    awaitSealed("X3");
    steal("custody.unit SET custodian_id = :thief WHERE serial = 'X3' AND kind = 'PACK'");
    steal(
        """
        custody.sealed s SET custodian_id = :thief FROM custody.unit u
        WHERE u.id = s.unit_id AND u.serial = 'X3'
        """);
    app.bean(Jdbi.class)
        .useHandle(
            handle -> {
              handle
                  .createUpdate(
                      """
                      WITH note AS (
                        INSERT INTO custody.seal_note (hash, organisation_id, seal)
                        VALUES (sha256('note'), :thief, sha256('seal')) RETURNING id)
                      UPDATE custody.sealed s SET note_id = note.id FROM note, custody.unit u
                      WHERE u.id = s.unit_id AND u.serial = 'X3'
                      """)
                  .bind("thief", organisation(PHARMACY_GLN))
                  .execute();
              handle.execute(
                  """
                  INSERT INTO custody.seal_todo (event_id, unit_id, made, state)
                  SELECT -1, id, false, 'Active' FROM custody.unit WHERE serial = 'X3'
                  """);
            });
    app.bean(SealCheck.class).run();
    assertThat(
            app.get(REGULATOR, "/api/v1/alerts?code=seal-conflict&serial=X3")
                .body()
                .findValuesAsText("times"))
        .containsExactly("1");
  }

  /** Who knows the tables best borrows a slot that is logged, open and the thief's own. */
  @Test
  void whoGivesAPackTheSlotOfAnotherIsFoundByItsPath(Infrastructure infrastructure) {
    commissioned("X4", "X");
    commissioned("X5", "X");
    awaitSealed("X4");
    awaitSealed("X5");
    SealedPaths paths = new SealedPaths(app, new ChainReader(infrastructure.chain().rpcUrl()));
    await().atMost(PATIENCE).until(paths::settled);
    app.bean(Jdbi.class)
        .useHandle(
            handle ->
                handle.execute(
                    """
                    UPDATE custody.sealed s SET note_id = o.note_id, slot = o.slot
                    FROM custody.unit u, custody.sealed o JOIN custody.unit x ON x.id = o.unit_id
                    WHERE u.id = s.unit_id AND u.serial = 'X4' AND u.kind = 'PACK'
                      AND x.serial = 'X5' AND x.kind = 'PACK'
                    """));
    assertThat(app.bean(SealCheck.class).differences())
        .as("each looks right by itself")
        .extracting(SealCheck.Difference::epc)
        .doesNotContain(epc("X4"), epc("X5"));

    app.bean(SealCheck.class).run();
    assertThat(seals("X4")).isEqualTo("conflict");
    assertThat(seals("X5")).as("whose slot it is").isEqualTo("sealed");
  }

  /** As the regulator is told with the verdict and with the journey. */
  private static String seals(String serial) {
    String told = verdict(REGULATOR, serial).at("/anchoring/seals").asText();
    assertThat(trace(serial).path("seals").asText()).isEqualTo(told);
    return told;
  }

  private static void awaitSealed(String serial) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                app.bean(Jdbi.class)
                    .withHandle(
                        handle ->
                            handle
                                .createQuery(
                                    """
                                    SELECT count(*) FROM custody.sealed s
                                    JOIN custody.unit u ON u.id = s.unit_id
                                    WHERE u.serial = :serial AND u.kind = 'PACK'
                                    """)
                                .bind("serial", serial)
                                .mapTo(Integer.class)
                                .one()),
            found -> found == 1);
  }

  private static void steal(String update) {
    app.bean(Jdbi.class)
        .useHandle(
            handle ->
                handle
                    .createUpdate("UPDATE " + update)
                    .bind("thief", organisation(PHARMACY_GLN))
                    .execute());
  }

  private static String epc(String serial) {
    return "https://id.gs1.org/01/" + SupplyChain.GTIN + "/21/" + serial;
  }
}
