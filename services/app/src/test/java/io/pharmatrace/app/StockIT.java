package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.testsupport.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is counted as stock, and who sees it; who holds what is recalled. */
class StockIT extends HandoverTest {
  private final Infrastructure infrastructure;

  StockIT(Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
  }

  /** Lines of a batch, as "held outgoing incoming". */
  private static List<String> stock(String who, String query) {
    List<String> lines = new ArrayList<>();
    done(app.get(who, "/api/v1/stock" + query))
        .forEach(
            line ->
                lines.add(
                    line.get("packs") + " " + line.get("outgoing") + " " + line.get("incoming")));
    return lines;
  }

  private static String batch(String lot, String... serials) {
    return Captures.commissioning(serials).replace("\"M\"", "\"" + lot + "\"");
  }

  private static String palletOf(String... serials) {
    String pallet = SSCC + newSscc();
    List<String> uris = new ArrayList<>();
    for (String serial : serials) {
      uris.add(pack(serial));
    }
    stored(MAKER, packing("ADD", "09", MAKER_GLN, pallet, uris.toArray(String[]::new)));
    return pallet;
  }

  @Test
  void whatIsOnItsWayIsTheSendersAndIsSeenByBoth() {
    stored(MAKER, batch("WAY", "WAY1", "WAY2", "WAY3"));
    String pallet = palletOf("WAY1", "WAY2");
    assertThat(stock(MAKER, "?batch=WAY")).containsExactly("3 0 0");
    long offer = shipped(pallet);
    assertThat(stock(MAKER, "?batch=WAY")).containsExactly("1 2 0");
    assertThat(stock(WHOLESALER, "?batch=WAY")).containsExactly("0 0 2");
    accepted(WHOLESALER, offer, "\"accept\":\"ALL\"");
    assertThat(stock(MAKER, "?batch=WAY")).containsExactly("1 0 0");
    assertThat(stock(WHOLESALER, "?batch=WAY")).containsExactly("2 0 0");
  }

  @Test
  void whatWasGivenOutIsNoStockAndComesBackWhenItIsUndone() {
    stored(MAKER, batch("OUT", "OUT1", "OUT2"));
    String dispensing = step("dispensing", "12", MAKER_GLN, quoted(pack("OUT1")));
    stored(MAKER, dispensing);
    assertThat(stock(MAKER, "?batch=OUT")).containsExactly("1 0 0");
    stored(MAKER, inError(dispensing));
    assertThat(stock(MAKER, "?batch=OUT")).containsExactly("2 0 0");
  }

  @Test
  void aMixedPalletWithCasesCountsForEachBatch() {
    stored(MAKER, batch("MIX1", "X1", "X2"), batch("MIX2", "X3"));
    String carton = palletOf("X1");
    String pallet = SSCC + newSscc();
    stored(MAKER, packing("ADD", "10", MAKER_GLN, pallet, carton, pack("X2"), pack("X3")));
    assertThat(stock(MAKER, "?batch=MIX1&level=UNIT")).containsExactly("2 0 0");
    assertThat(stock(MAKER, "?batch=MIX2&level=UNIT")).containsExactly("1 0 0");
    JsonNode view = done(unit(MAKER, pallet));
    assertThat(view.get("packs").asLong()).isEqualTo(3);
    assertThat(view.get("contents").findValuesAsText("batch")).containsExactly("MIX1", "MIX2");
    // Opened, each is a line of its own again.
    stored(MAKER, packing("DELETE", "11", MAKER_GLN, pallet));
    assertThat(stock(MAKER, "?batch=MIX1&level=UNIT")).containsExactly("1 0 0", "1 0 0");
    assertThat(done(unit(MAKER, pallet)).get("packs").asLong()).isZero();
  }

  @Test
  void stockIsToldByProductItsBatchesTogether() {
    stored(MAKER, batch("ONE", "ONE1"), batch("TWO", "TWO1", "TWO2"));
    JsonNode batches = done(app.get(MAKER, "/api/v1/stock?gtin=" + GTIN));
    assertThat(batches.findValuesAsText("batch")).contains("ONE", "TWO");
    long packs = batches.findValues("packs").stream().mapToLong(JsonNode::asLong).sum();
    JsonNode product = done(app.get(MAKER, "/api/v1/stock?level=PRODUCT&gtin=" + GTIN));
    assertThat(product).hasSize(1);
    assertThat(product.get(0).get("packs").asLong()).isEqualTo(packs).isGreaterThanOrEqualTo(3);
    assertThat(product.get(0).has("batch")).isFalse();
  }

  @Test
  void stockIsToldBySite() {
    String other = "9521101000214";
    assertThat(
            app.put(
                    "admin",
                    "/api/v1/organisations/" + MAKER_GLN + "/sites/" + other,
                    "{\"name\":\"second hall\"}")
                .status())
        .isEqualTo(204);
    stored(
        MAKER, batch("SITE", "SITE1"), batch("SITE", "SITE2", "SITE3").replace(MAKER_GLN, other));
    JsonNode lines = done(app.get(MAKER, "/api/v1/stock?batch=SITE&level=SITE"));
    assertThat(lines.findValuesAsText("site")).containsExactly(MAKER_GLN, other);
    assertThat(lines.findValuesAsText("packs")).containsExactly("1", "2");
    assertThat(stock(MAKER, "?batch=SITE&level=SITE&site=" + other)).containsExactly("2 0 0");
    assertThat(stock(MAKER, "?batch=SITE&level=SITE&skip=1")).containsExactly("2 0 0");
  }

  @Test
  void everyListCanBeHadAsCsv() {
    stored(MAKER, batch("CSV", "CSV1"));
    String text = csv(MAKER, "/api/v1/stock?batch=CSV");
    assertThat(text.lines())
        .containsExactly(
            "gtin,name,batch,expiry,site,siteName,unit,packs,outgoing,incoming",
            GTIN + ",Testomycin,CSV,2031-12-31,,,,1,0,0");
    long offer = shipped(pack("CSV1"));
    assertThat(csv(WHOLESALER, "/api/v1/offers?direction=IN").lines().skip(1).findFirst())
        .get()
        .asString()
        .startsWith(offer + "," + MAKER_GLN);
    assertThat(csv(MAKER, "/api/v1/rejections")).startsWith("id,received,source,reason");
    assertThat(csv(MAKER, "/api/v1/products").lines())
        .contains("gtin,level,name,form,strength,packSize,holder,markets")
        .anyMatch(line -> line.startsWith(GTIN + ",PACK,Testomycin,"));
    assertThat(csv(MAKER, "/api/v1/products/" + GTIN + "/batches").lines())
        .contains("lot,expiry,version,state", "CSV,2031-12-31,1,Active");
    assertThat(csv(MAKER, "/api/v1/products/" + GTIN + "/versions").lines())
        .contains("gtin,version,since,name,form,strength,packSize,holder,markets")
        .anyMatch(line -> line.startsWith(GTIN + ",1,2"));
    assertThat(csv(MAKER, "/api/v1/jobs"))
        .startsWith(
            "id,kind,state,askedBy,created,started,finished,total,done,refused,code,reason");
    assertThat(csv("admin", "/api/v1/readers/maker-reader/keys"))
        .startsWith("id,created,expires,revoked,lastUsed");
    assertThat(csv("admin", "/api/v1/standings/reader/maker-reader"))
        .startsWith("standing,reason,by,at");
    assertThat(csv(MAKER, "/api/v1/archive/batches"))
        .startsWith("gtin,batch,due,packs,events,bytes,obstacles");
    assertThat(csv(MAKER, "/api/v1/packs/" + GTIN + "/CSV1/trace").lines().skip(1))
        .hasSize(2)
        .allMatch(line -> line.contains(",ObjectEvent,"));
    assertThat(csv(MAKER, "/api/v1/recalls"))
        .startsWith("id,gtin,batch,country,since,reason,onChain");
  }

  @Test
  void whatIsInAUnitAndWhatBecameOfAnOfferCanBeHadAsCsv() {
    stored(MAKER, batch("CSV2", "CSV2A", "CSV2B", "CSV2C"));
    String pallet = palletOf("CSV2A", "CSV2B");
    long offer = shipped(pallet);
    accepted(
        WHOLESALER,
        offer,
        "\"accept\":\"LISTED\",\"units\":[" + quoted(pallet, pack("CSV2C")) + "]");
    assertThat(csv(WHOLESALER, "/api/v1/units/" + pallet.substring(pallet.length() - 18)).lines())
        .containsExactly(
            "unit,kind,state,observed,packs",
            pack("CSV2A") + ",PACK,Active,false,1",
            pack("CSV2B") + ",PACK,Active,false,1");
    assertThat(csv(WHOLESALER, "/api/v1/offers/" + offer).lines())
        .containsExactly(
            "unit,kind,state,partOf,packs,reason",
            pallet + ",SSCC,accepted,,,",
            pack("CSV2C") + ",,surplus,,,");
    assertThat(
            app.get(OUTSIDER, "/api/v1/units/" + pallet.substring(pallet.length() - 18)).status())
        .isEqualTo(404);
  }

  private static String csv(String who, String path) {
    return app.send(who, "GET", path, null, null, Map.of("Accept", "text/csv")).raw().body();
  }

  @Test
  void stockIsOfOnesOwnOrganisation() {
    stored(MAKER, batch("OWN", "OWN1"));
    assertThat(stock(OUTSIDER, "")).isEmpty();
    Answers.assertProblem(
        app.get(OUTSIDER, "/api/v1/stock?organisation=" + MAKER_GLN), ErrorCode.INVALID_VALUE);
    Answers.assertProblem(app.get(REGULATOR, "/api/v1/stock"), ErrorCode.INVALID_VALUE);
    assertThat(stock(REGULATOR, "?batch=OWN&organisation=" + MAKER_GLN)).containsExactly("1 0 0");
  }

  @Test
  void whatIsLockedIsOnSomebodysShelfAndCountsWithWhatIsRecalled() {
    stored(MAKER, batch("LCK", "LCK1", "LCK2", "LCK3", "LCK4"));
    String pallet = palletOf("LCK1", "LCK2");
    for (String serial : List.of("LCK2", "LCK3")) {
      stored(
          MAKER,
          step("holding", "10", MAKER_GLN, quoted(pack(serial)))
              .replace("\"bizStep\"", "\"disposition\": \"non_sellable_other\", \"bizStep\""));
    }
    stored(MAKER, step("dispensing", "10", MAKER_GLN, quoted(pack("LCK4"))));
    JsonNode recall =
        app.post(
                MAKER,
                "/api/v1/recalls",
                "application/json",
                "{\"gtin\":\"%s\",\"batch\":\"LCK\",\"reason\":\"glass\"}".formatted(GTIN))
            .body();
    String path = "/api/v1/recalls/" + recall.get("id").asLong() + "/holders";
    assertThat(done(app.get(MAKER, path)).findValuesAsText("packs")).containsExactly("3");
    JsonNode units = done(app.get(MAKER, path + "?units=true"));
    // What is locked is taken out of what it was in.
    assertThat(units.findValuesAsText("unit"))
        .containsExactlyInAnyOrder(pallet, pack("LCK2"), pack("LCK3"));
    assertThat(units.findValuesAsText("packs")).containsExactly("1", "1", "1");
    assertThat(stock(MAKER, "?batch=LCK"))
        .as("only what may be sold is stock")
        .containsExactly("1 0 0");
  }

  @Test
  void theManufacturerSeesWhoHoldsWhatIsRecalledAndEachHolderItsOwn() {
    stored(MAKER, batch("REC", "REC1", "REC2", "REC3", "REC4"));
    String pallet = palletOf("REC1", "REC2");
    accepted(WHOLESALER, shipped(pallet), "\"accept\":\"ALL\"");
    stored(MAKER, shipping("11", MAKER_GLN, PHARMACY_GLN, quoted(pack("REC3"))));
    JsonNode recall =
        app.post(
                MAKER,
                "/api/v1/recalls",
                "application/json",
                "{\"gtin\":\"%s\",\"batch\":\"REC\",\"reason\":\"glass\"}".formatted(GTIN))
            .body();
    String path = "/api/v1/recalls/" + recall.get("id").asLong() + "/holders";
    JsonNode all = done(app.get(MAKER, path));
    assertThat(all.findValuesAsText("organisation"))
        .containsExactly(MAKER_GLN, MAKER_GLN, WHOLESALER_GLN);
    assertThat(all.findValuesAsText("packs")).containsExactly("1", "1", "2");
    assertThat(done(app.get(REGULATOR, path))).isEqualTo(all);
    JsonNode own = done(app.get(WHOLESALER, path + "?units=true"));
    assertThat(own.findValuesAsText("unit")).containsExactly(pallet);
    assertThat(done(app.get(PHARMACY, path)).findValuesAsText("inTransitTo"))
        .containsExactly(PHARMACY_GLN);
    assertThat(done(app.get(OUTSIDER, path))).isEmpty();
    Answers.assertProblem(app.get(MAKER, "/api/v1/recalls/999999/holders"), ErrorCode.NOT_FOUND);
    String number = "\"recall\":" + recall.get("id").asLong() + ",";
    assertThat(TopicRecords.of(infrastructure, "recalls", text -> text.contains(number), 3))
        .extracting(
            TopicRecords.Found::key,
            r -> r.json().get("packs").asInt(),
            r -> r.json().get("incoming").asInt())
        .containsExactlyInAnyOrder(
            tuple(organisation(MAKER_GLN).toString(), 2, 0),
            tuple(organisation(WHOLESALER_GLN).toString(), 2, 0),
            tuple(organisation(PHARMACY_GLN).toString(), 0, 1));
  }
}
