package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.label;
import static io.pharmatrace.app.SupplyChain.scan;
import static org.assertj.core.api.Assertions.assertThat;
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
    app.bean(Jdbi.class)
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE custody.unit SET custodian_id = :thief
                        WHERE serial = 'X1' AND kind = 'PACK'
                        """)
                    .bind("thief", organisation(PHARMACY_GLN))
                    .execute());
    assertThat(app.bean(SealCheck.class).differences())
        .extracting(SealCheck.Difference::why)
        .containsExactly("custody was changed by no event");

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
    assertThat(paths.shown(List.of("X1"))).isEqualTo(Map.of("X1", "with maker"));
  }

  /** The same thief, found before anything happens to the pack. */
  @Test
  void theHourlyComparisonFindsIt() {
    commissioned("X2", "X");
    Jdbi jdbi = app.bean(Jdbi.class);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                jdbi.withHandle(
                        handle ->
                            handle
                                .createUpdate(
                                    """
                                UPDATE custody.sealed s SET state = s.state
                                FROM custody.unit u WHERE u.id = s.unit_id AND u.serial = 'X2'
                                """)
                                .execute())
                    == 1);
    app.bean(SealCheck.class).run();
    assertThat(app.get(REGULATOR, "/api/v1/alerts?code=seal-conflict&serial=X2").body()).isEmpty();

    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE custody.unit SET custodian_id = :thief
                    WHERE serial = 'X2' AND kind = 'PACK'
                    """)
                .bind("thief", organisation(PHARMACY_GLN))
                .execute());
    app.bean(SealCheck.class).run();
    app.bean(SealCheck.class).run();
    assertThat(
            app.get(REGULATOR, "/api/v1/alerts?code=seal-conflict&serial=X2")
                .body()
                .findValuesAsText("times"))
        .containsExactly("1");
  }
}
