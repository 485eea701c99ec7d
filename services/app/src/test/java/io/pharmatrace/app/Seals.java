package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.custody.application.seals.SealCheck;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Seals follow custody, whatever has happened. */
final class Seals {
  private Seals() {}

  /** Waits until seals follow all that was captured; then they say what custody says. */
  static void agree(RunningApplication app) {
    Jdbi jdbi = app.bean(Jdbi.class);
    await()
        .atMost(SupplyChainTest.PATIENCE)
        .until(
            () ->
                jdbi.withHandle(
                    handle ->
                        handle
                            .createQuery("SELECT NOT EXISTS (SELECT FROM custody.seal_todo)")
                            .mapTo(Boolean.class)
                            .one()));
    assertThat(app.bean(SealCheck.class).differences()).isEmpty();
    List<String> without =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT 'no seals: ' || u.serial FROM custody.unit u
                        WHERE u.kind = 'PACK' AND u.state NOT IN ('Void', 'Archived')
                          AND NOT EXISTS (SELECT FROM custody.sealed s WHERE s.unit_id = u.id
                                          AND s.made_in IS NOT NULL)
                        UNION ALL
                        SELECT s.conflict || ': ' || u.key || ' ' || u.serial
                        FROM custody.sealed s JOIN custody.unit u ON u.id = s.unit_id
                        WHERE s.conflict IS NOT NULL
                        """)
                    .mapTo(String.class)
                    .list());
    assertThat(without).isEmpty();
  }
}
