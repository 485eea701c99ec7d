package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Items of jobs say what kind of mistake they are, and which alert, as single requests do. */
class ItemReasonsIT extends AlertTest {
  private static String begun(String path, String type, String body) {
    String address = BulkJobs.address(app.post(MAKER, path, type, body));
    BulkJobs.finished(app, address);
    return address;
  }

  private static List<String> results(String address) {
    return BulkJobs.results(app, address).stream()
        .map(ItemReasonsIT::text)
        .map(String::strip)
        .toList();
  }

  private static String text(JsonNode result) {
    return String.join(
        " ",
        result.path("position").asText(),
        result.path("code").asText(),
        result.path("reason").asText(),
        result.has("alert") ? result.path("alert").toString() : "");
  }

  @Test
  void changesOfPacks() {
    supplied("ITEM-AGAIN");
    String address =
        begun(
            "/api/v1/packs/changes?transactionId=items&state=Supplied&place=" + MAKER_GLN,
            "text/csv",
            """
            gtin,serial,time
            09521101000024,ITEM-1,
            %1$s,ITEM-2-IS-LONGER-THAN-20,
            %1$s,ITEM-3,yesterday
            %1$s,ITEM-4,2999-01-01T00:00:00Z
            %1$s,ITEM-AGAIN,
            """
                .formatted(GTIN));
    assertThat(results(address))
        .containsExactly(
            "2 value-invalid check-digit-wrong",
            "3 value-invalid value-too-long",
            "4 value-invalid date-impossible",
            "5 value-invalid time-in-future",
            "6 state-already-set  {\"code\":\"#A7\",\"raised\":true}");
    String table =
        app.send(MAKER, "GET", address + "/results", null, null, Map.of("Accept", "text/csv"))
            .raw()
            .body();
    assertThat(table).contains(",check-digit-wrong,,").contains(",,#A7,true");
  }

  @Test
  void serialNumbers() {
    BulkJobs.batch(app, "ITEMS");
    String address =
        begun(
            BulkJobs.path("ITEMS") + "?time=2026-01-01T08:00:00Z",
            "text/plain",
            "ITEM-GOOD\nITEM-IS-LONGER-THAN-20-CHARACTERS\nITEM~BAD");
    assertThat(results(address))
        .containsExactly("2 value-invalid value-too-long", "3 value-invalid character-not-allowed");
  }

  @Test
  void rowsOfTables() {
    String address =
        begun(
            "/api/v1/products",
            "text/csv",
            """
            gtin,name
            09521101000024,Check digit
            095211010000008876,Of a pallet
            09521101000108,%s
            09521101000115,
            """
                .formatted("x".repeat(1_000)));
    assertThat(results(address))
        .containsExactly(
            "2 value-invalid check-digit-wrong",
            "3 value-invalid fields-mixed-up",
            "4 value-invalid value-too-long",
            "5 value-invalid value-too-short");
  }
}
