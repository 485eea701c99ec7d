package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.Suspicions.Code;
import io.pharmatrace.custody.Suspicions.Sighting;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Suspicions become alerts in the transaction of what raised them. */
class SuspicionIT extends SupplyChainTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-20T12:00:00+01:00");

  private static UUID outsider() {
    return organisation(OUTSIDER_GLN);
  }

  private static Jdbi jdbi() {
    return app.bean(Jdbi.class);
  }

  private static Suspicion suspicion(String serial, OffsetDateTime time) {
    return new Suspicion(
        Code.CUSTODY_MISMATCH,
        outsider(),
        new Gln(OUTSIDER_GLN),
        new Sgtin(new Gtin(GTIN), new Serial(serial)),
        time,
        "It was seen outside the known custody.");
  }

  private static void raise(Suspicion... suspicions) {
    jdbi().useTransaction(handle -> app.bean(Suspicions.class).raise(handle, List.of(suspicions)));
  }

  private static List<Map<String, Object>> alerts(String serial) {
    return jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT a.times, a.code, count(c.organisation_id) AS concerned
                        FROM verification.alert a JOIN verification.concerned c USING (number)
                        WHERE a.serial = :serial GROUP BY a.id
                        """)
                    .bind("serial", serial)
                    .mapToMap()
                    .list());
  }

  @Test
  void theSameAgainCountsUpWhileItsCaseIsOpen() {
    raise(suspicion("AGAIN", NOON), suspicion("AGAIN", NOON.plusHours(1)));
    raise(suspicion("AGAIN", NOON.minusHours(1)));
    // Whom it concerns: where it was seen, and the manufacturer of the product.
    assertThat(alerts("AGAIN"))
        .containsExactly(Map.of("times", 3, "code", "custody-mismatch", "concerned", 2L));
  }

  @Test
  void whatIsRaisedTwiceAtOnceConcernsAllThatEitherConcernsSinceTheEarlier() {
    UUID wholesaler = organisation(WHOLESALER_GLN);
    UUID pharmacy = organisation(PHARMACY_GLN);
    raise(
        suspicion("BOTH", NOON).concerning(Set.of(wholesaler)),
        suspicion("BOTH", NOON.minusHours(1))
            .concerning(Set.of(pharmacy))
            .against(List.of(new Sighting(pharmacy, null, NOON))));
    assertThat(alerts("BOTH"))
        .containsExactly(Map.of("times", 2, "code", "custody-mismatch", "concerned", 4L));
    boolean joined =
        jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            SELECT jsonb_array_length(elsewhere -> 'sightings') = 1
                              AND first_time = :first
                            FROM verification.alert WHERE serial = 'BOTH'
                            """)
                        .bind("first", NOON.minusHours(1))
                        .mapTo(Boolean.class)
                        .one());
    assertThat(joined).isTrue();
  }

  @Test
  void whatContradictsItAgainLaterIsListedToo() {
    UUID wholesaler = organisation(WHOLESALER_GLN);
    UUID pharmacy = organisation(PHARMACY_GLN);
    raise(suspicion("LATER", NOON).against(List.of(new Sighting(wholesaler, null, NOON))));
    raise(suspicion("LATER", NOON).against(List.of(new Sighting(pharmacy, null, NOON))));
    for (int i = 0; i < 60; i++) {
      raise(suspicion("LATER", NOON).against(List.of(new Sighting(pharmacy, null, NOON))));
    }
    List<String> where =
        jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            SELECT jsonb_array_elements(elsewhere -> 'sightings') ->> 'organisation'
                            FROM verification.alert WHERE serial = 'LATER'
                            """)
                        .mapTo(String.class)
                        .list());
    assertThat(where).startsWith(wholesaler.toString(), pharmacy.toString()).hasSize(50);
  }

  @Test
  void whatIsRolledBackRaisesNothing() {
    jdbi()
        .useTransaction(
            handle -> {
              app.bean(Suspicions.class).raise(handle, List.of(suspicion("UNDONE", NOON)));
              handle.rollback();
            });
    assertThat(alerts("UNDONE")).isEmpty();
  }
}
