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
import org.junit.jupiter.api.Test;

/** What custody says and its seals do not. */
class SealConflictIT extends SupplyChainTest {
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
    assertThat(app.bean(SealCheck.class).among(0, Long.MAX_VALUE))
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
}
