package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * The rules of packing: what goes into what, and that no contradiction spoils what is on record.
 */
class AggregationIT extends HandoverTest {
  private static final String ALL = "\"accept\":\"ALL\"";

  private static String parent(String uri) {
    return done(unit(SupplyChain.REGULATOR, uri)).path("parent").asText("none");
  }

  @Test
  void aChildHasOneParent() {
    String first = pallet("A1");
    String second = pallet("A2");
    refused(MAKER, packing("ADD", "10", MAKER_GLN, second, pack("A1")), "in-another-unit");
    assertThat(parent(pack("A1"))).isEqualTo(first);
    stored(
        MAKER,
        packing("DELETE", "11", MAKER_GLN, first, pack("A1")),
        packing("ADD", "12", MAKER_GLN, second, pack("A1")));
    assertThat(parent(pack("A1"))).isEqualTo(second);
  }

  @Test
  void whatWasNotCommissionedIsNotPackedAndSpoilsNothing() {
    String pallet = pallet("B1");
    stored(MAKER, Captures.commissioning("B2"));
    refused(
        MAKER, packing("ADD", "10", MAKER_GLN, pallet, pack("B2"), pack("NEVER")), "unit-unknown");
    assertThat(parent(pack("B2"))).isEqualTo("none");
    assertThat(done(unit(MAKER, pallet)).get("packs").asLong()).isEqualTo(1);
  }

  @Test
  void whatWasShippedIsNotPackedElsewhere() {
    String pallet = pallet("C1");
    stored(MAKER, Captures.commissioning("C2"));
    shipped(pack("C2"));
    refused(MAKER, packing("ADD", "11", MAKER_GLN, pallet, pack("C2")), "in-transit");
    String foreign = SSCC + newSscc();
    refused(OUTSIDER, packing("ADD", "11", OUTSIDER_GLN, foreign, pack("C2")), "unit-unknown");
    assertThat(parent(pack("C2"))).isEqualTo("none");
    assertThat(custodian(pack("C2"))).isEqualTo(MAKER_GLN);
  }

  @Test
  void onlyWhatIsInsideIsTakenOut() {
    String pallet = pallet("D1");
    stored(MAKER, Captures.commissioning("D2"));
    refused(MAKER, packing("DELETE", "10", MAKER_GLN, pallet, pack("D2")), "not-inside");
    assertThat(parent(pack("D1"))).isEqualTo(pallet);
  }

  @Test
  void aCaseIsOpenedAtTheReceiverWhoHoldsWhatWasInside() {
    String carton = pallet("E1", "E2");
    String pallet = SSCC + newSscc();
    stored(MAKER, packing("ADD", "09", MAKER_GLN, pallet, carton));
    accepted(WHOLESALER, shipped(pallet), ALL);
    stored(
        WHOLESALER,
        packing("DELETE", "12", WHOLESALER_GLN, pallet, carton),
        packing("DELETE", "13", WHOLESALER_GLN, carton, pack("E1")));
    assertThat(custodian(pack("E1"))).isEqualTo(WHOLESALER_GLN);
    assertThat(parent(pack("E1"))).isEqualTo("none");
    assertThat(parent(pack("E2"))).isEqualTo(carton);
    assertThat(code(WHOLESALER, "E1")).isEqualTo("OK");
    refused(MAKER, packing("DELETE", "14", MAKER_GLN, carton, pack("E2")), "not-in-custody");
  }

  @Test
  void whatWasSeenItselfIsToldFromWhatIsInferredFromItsParent() {
    String pallet = pallet("F1", "F2");
    accepted(WHOLESALER, shipped(pallet), ALL);
    stored(WHOLESALER, step("inspecting", "12", WHOLESALER_GLN, quoted(pack("F1"))));
    JsonNode children = done(unit(WHOLESALER, pallet)).get("children");
    assertThat(children.findValuesAsText("unit")).containsExactly(pack("F1"), pack("F2"));
    assertThat(children.findValuesAsText("observed")).containsExactly("true", "false");
    JsonNode steps = trace("F2").path("steps");
    assertThat(steps.findValuesAsText("inferred"))
        .containsExactly("false", "false", "true", "true");
  }

  @Test
  void aUnitIsShownToWhoHoldsItOrIsOfferedItOnly() {
    String pallet = pallet("G1", "G2");
    Answers.assertProblem(unit(WHOLESALER, pallet), ErrorCode.NOT_FOUND);
    long offer = shipped(pallet);
    JsonNode view = done(unit(WHOLESALER, pallet));
    assertThat(view.get("offer").asLong()).isEqualTo(offer);
    assertThat(view.get("inTransitTo").asText()).isEqualTo(WHOLESALER_GLN);
    assertThat(unit(OUTSIDER, pallet).body().get("detail"))
        .isEqualTo(unit(OUTSIDER, SSCC + newSscc()).body().get("detail"));
    accepted(WHOLESALER, offer, ALL);
    Answers.assertProblem(unit(MAKER, pallet), ErrorCode.NOT_FOUND);
    JsonNode page = done(app.get(WHOLESALER, "/api/v1/units/" + pallet.substring(22) + "?limit=1"));
    assertThat(page.get("children").findValuesAsText("unit")).containsExactly(pack("G1"));
    assertThat(page.get("packs").asLong()).isEqualTo(2);
    assertThat(done(unit(WHOLESALER, pack("G1"))).get("topmost").asText()).isEqualTo(pallet);
    Answers.assertProblem(
        app.get(WHOLESALER, "/api/v1/units/095211010000000055"), ErrorCode.INVALID_VALUE);
  }

  /** Else a shipment of 20 pallets would be 20,000 rows, at each hand that it goes through. */
  @Test
  void aPalletIsShippedAndReceivedByAFewRowsHoweverManyPacksItHolds() {
    String[] serials = new String[1_000];
    Arrays.setAll(serials, i -> "ROWS" + i);
    String pallet = pallet(serials);
    AtomicLong offer = new AtomicLong();
    long shipping = rowsWritten(() -> offer.set(shipped(pallet)));
    long receiving = rowsWritten(() -> accepted(WHOLESALER, offer.get(), ALL));
    assertThat(custodian(pack("ROWS999"))).isEqualTo(WHOLESALER_GLN);
    assertThat(shipping).as("rows of custody that the shipment wrote").isBetween(1L, 20L);
    assertThat(receiving).as("rows of custody that the receipt wrote").isBetween(1L, 20L);
  }

  /** Rows that custody has since then, new or changed, whoever wrote them. */
  private static long rowsWritten(Runnable work) {
    return app.bean(Jdbi.class)
        .withHandle(
            handle -> {
              long before =
                  handle
                      .createQuery("SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint)")
                      .mapTo(Long.class)
                      .one();
              work.run();
              List<String> tables =
                  handle
                      .createQuery(
                          """
                          SELECT CAST(CAST(oid AS regclass) AS text) FROM pg_class
                          WHERE relnamespace = CAST('custody' AS regnamespace) AND relkind = 'r'
                          """)
                      .mapTo(String.class)
                      .list();
              return tables.stream()
                  .mapToLong(
                      table ->
                          handle
                              .createQuery(
                                  "SELECT count(*) FROM "
                                      + table
                                      + " WHERE CAST(CAST(xmin AS text) AS bigint) > :before")
                              .bind("before", before)
                              .mapTo(Long.class)
                              .one())
                  .sum();
            });
  }
}
