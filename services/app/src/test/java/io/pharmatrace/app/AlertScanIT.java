package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** A scan raises an alert when it is rejected, and not while it waits (docs/alerts.md). */
class AlertScanIT extends AlertTest {
  @Test
  void aScanRaisesItWhenItIsFinallyRejected() {
    chain.publish(
        SupplyChain.scan(
            OUTSIDER,
            "dispensing",
            SupplyChain.label("SCANNED", "A1", "311231"),
            yesterday.toString(),
            ""));
    await().atMost(PATIENCE).until(() -> overdue("SCANNED") == 1);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(codes(OUTSIDER, "SCANNED")).containsExactly("#A3"));
    assertThat(alert(OUTSIDER, "SCANNED").path("batch").asText()).isEqualTo("A1");
  }

  /** Lets the time run out for which scans of a pack wait; how many there are. */
  private static int overdue(String serial) {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE custody.scan SET deadline = now()
                        WHERE status = 'parked' AND message LIKE '%' || :serial || '%'
                        """)
                    .bind("serial", serial)
                    .execute());
  }

  /** How many scans of a pack wait. */
  private static int parked(String serial) {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT count(*) FROM custody.scan
                        WHERE status = 'parked' AND message LIKE '%' || :serial || '%'
                        """)
                    .bind("serial", serial)
                    .mapTo(Integer.class)
                    .one());
  }

  /** Else the time when it is told would say that there is such a pack, dispensed or not. */
  @Test
  void aStrangersScanIsToldOfAtItsDeadlineWhetherThereIsSuchAPackOrNot() {
    pack("VEIL-LABEL");
    pack("VEIL-OTHER", yesterday.minusDays(1), "B2", "2031-12-31");
    supplied("VEIL-ENDED");
    List<String> serials = List.of("VEIL-LABEL", "VEIL-ENDED", "VEIL-NONE");
    for (String serial : serials) {
      chain.publish(
          SupplyChain.scan(
              OUTSIDER,
              "dispensing",
              SupplyChain.label(serial, serial.equals("VEIL-LABEL") ? "B2" : "A1", "311231"),
              yesterday.plusHours(1).toString(),
              ""));
    }
    for (String serial : serials) {
      await().atMost(PATIENCE).until(() -> parked(serial) == 1);
      assertThat(alerts(REGULATOR, serial)).as(serial).isEmpty();
    }
    for (String serial : serials) {
      assertThat(overdue(serial)).isEqualTo(1);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(codes(OUTSIDER, serial)).as(serial).containsExactly("#A3"));
    }
  }

  @Test
  void aScanThatWaitsForWhatComesRaisesNothing() {
    String label = SupplyChain.label("EARLY", "A1", "311231");
    chain.publish(SupplyChain.scan(MAKER, "dispensing", label, yesterday.toString(), ""));
    await().atMost(PATIENCE).until(() -> parked("EARLY") == 1);
    pack("EARLY");
    awaitVerdict(MAKER, "EARLY", "SUPPLIED");
    assertThat(alerts(REGULATOR, "EARLY")).isEmpty();
  }
}
