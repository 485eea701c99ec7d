package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/** What tests of handover, stock and packing need: pallets, offers and their answers. */
abstract class HandoverTest extends ErrorDeclarationTest {
  static final String ALL = "\"accept\":\"ALL\"";

  private static final AtomicInteger PALLETS = new AtomicInteger();

  /** A new SSCC of the manufacturer, 18 digits. */
  static String newSscc() {
    String start = "09521101%09d".formatted(100_000 + PALLETS.incrementAndGet());
    int sum = 0;
    for (int i = 0; i < start.length(); i++) {
      sum += (start.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
    }
    return start + (10 - sum % 10) % 10;
  }

  static String pack(String serial) {
    return "https://id.gs1.org/01/" + GTIN + "/21/" + serial;
  }

  static String quoted(String... uris) {
    return "\"" + String.join("\",\"", uris) + "\"";
  }

  static String packing(String action, String hour, String gln, String parent, String... children) {
    return event(
        "AggregationEvent",
        hour,
        gln,
        "\"action\": \"%s\", \"parentID\": \"%s\", \"childEPCs\": [%s]"
            .formatted(action, parent, children.length == 0 ? "" : quoted(children)));
  }

  /** A pallet of new packs at the manufacturer. */
  static String pallet(String... serials) {
    String pallet = SSCC + newSscc();
    List<String> uris = new ArrayList<>();
    for (String serial : serials) {
      uris.add(pack(serial));
    }
    stored(
        SupplyChain.MAKER,
        Captures.commissioning(serials),
        packing("ADD", "09", MAKER_GLN, pallet, uris.toArray(String[]::new)));
    return pallet;
  }

  /** Ships from the manufacturer to the wholesaler; the number of the offer. */
  static long shipped(String... uris) {
    stored(SupplyChain.MAKER, shipping("10", quoted(uris)));
    return latestOffer(SupplyChain.WHOLESALER, "IN");
  }

  static long latestOffer(String who, String direction) {
    return app.get(who, "/api/v1/offers?limit=1&direction=" + direction)
        .body()
        .get(0)
        .get("id")
        .asLong();
  }

  static JsonNode offer(String who, long id) {
    Answer answer = app.get(who, "/api/v1/offers/" + id);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** State of each unit of an offer, as "state uri". */
  static List<String> states(String who, long id) {
    List<String> states = new ArrayList<>();
    offer(who, id)
        .get("units")
        .forEach(unit -> states.add(unit.get("state").asText() + " " + unit.get("unit").asText()));
    return states;
  }

  static Answer answer(String who, long offer, String json) {
    return app.post(
        who,
        "/api/v1/offers/" + offer + "/acceptance",
        "application/json",
        "{\"transactionId\":\"%s\",\"place\":\"%s\",%s}"
            .formatted(UUID.randomUUID(), SupplyChain.gln(who), json));
  }

  static JsonNode accepted(String who, long offer, String json) {
    return done(answer(who, offer, json));
  }

  static JsonNode done(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  static Answer unit(String who, String uri) {
    return app.get(who, "/api/v1/units/" + URLEncoder.encode(uri, StandardCharsets.UTF_8));
  }

  static String custodian(String uri) {
    return done(unit(SupplyChain.REGULATOR, uri)).get("custodian").asText();
  }

  static String state(String who, long offer) {
    return offer(who, offer).get("offer").get("state").asText();
  }

  static Answer withdraw(String who, long offer) {
    return app.post(
        who,
        "/api/v1/offers/" + offer + "/withdrawal",
        "application/json",
        "{\"transactionId\":\"%s\",\"place\":\"%s\"}"
            .formatted(UUID.randomUUID(), SupplyChain.gln(who)));
  }

  static long alerts(String code, String uri) {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT count(*) FROM verification.alert a
                        JOIN verification.concerned c USING (number)
                        WHERE a.code = :code AND position(a.serial IN :uri) > 0 AND a.serial <> ''
                        """)
                    .bind("code", code)
                    .bind("uri", uri)
                    .mapTo(Long.class)
                    .one());
  }

  /** Codes of the alerts that one sees about packs of this serial number. */
  static List<String> codes(String who, String serial) {
    return done(app.get(who, "/api/v1/alerts?serial=" + serial)).findValuesAsText("code");
  }

  /** How many alerts there are about a unit. */
  static long alertsOf(String key) {
    return strings("SELECT code FROM verification.alert WHERE key = '" + key + "'").size();
  }
}
