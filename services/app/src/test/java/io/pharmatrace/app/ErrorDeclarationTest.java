package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;

/** What tests of error declarations need: events, their declarations, what becomes of packs. */
abstract class ErrorDeclarationTest extends SupplyChainTest {
  static final String SSCC = "https://id.gs1.org/00/";

  /** Offers and counts are kept beside the units; they say the same at all times. */
  @AfterEach
  void offersAndContentsAgreeWithTheUnits() {
    assertThat(
            strings(
                """
                SELECT 'on offer, not in transit: ' || u.key || ' ' || u.serial
                FROM custody.offer_unit ou JOIN custody.offer o ON o.id = ou.offer_id
                JOIN custody.unit u ON u.id = ou.unit_id
                WHERE ou.state IN ('offered', 'missing')
                  AND u.in_transit_to IS DISTINCT FROM o.receiver_id
                UNION ALL
                SELECT 'in transit, not on offer: ' || u.key || ' ' || u.serial FROM custody.unit u
                WHERE u.in_transit_to IS NOT NULL
                  AND NOT EXISTS (SELECT FROM custody.offer_unit ou
                                  WHERE ou.unit_id = u.id
                                    AND ou.state IN ('offered', 'missing', 'opened'))
                UNION ALL
                SELECT 'counted wrong: ' || coalesce(c.unit_id, n.holder)
                FROM custody.content c FULL JOIN (
                  WITH RECURSIVE up (holder, batch_id) AS (
                    SELECT parent_id, batch_id FROM custody.unit
                    WHERE kind = 'PACK' AND state = 'Active' AND parent_id IS NOT NULL
                    UNION ALL
                    SELECT p.parent_id, up.batch_id FROM custody.unit p JOIN up ON p.id = up.holder
                    WHERE p.parent_id IS NOT NULL)
                  SELECT holder, batch_id, count(*) AS packs FROM up GROUP BY 1, 2
                ) n ON n.holder = c.unit_id AND n.batch_id = c.batch_id
                WHERE n.packs IS DISTINCT FROM c.packs
                """))
        .isEmpty();
  }

  static List<String> strings(String sql) {
    return app.bean(Jdbi.class)
        .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  static JsonNode capture(String who, String... events) {
    return Captures.job(app, who, "application/json", Captures.document(events), "proceed");
  }

  static void stored(String who, String... events) {
    JsonNode job = capture(who, events);
    assertThat(job.get("success").asBoolean()).as("%s", job).isTrue();
  }

  static void refused(String who, String event, String code) {
    JsonNode job = capture(who, event);
    assertThat(job.get("errors").findValuesAsText("code")).as("%s", job).containsExactly(code);
  }

  /** The same event, declared to be in error. */
  static String inError(String event) {
    return inError(event, "2026-11-20T20:00:00Z");
  }

  static String inError(String event, String time) {
    return declared(event, time, "incorrect_data");
  }

  static String neverWas(String event) {
    return declared(event, "2026-11-20T20:00:00Z", "did_not_occur");
  }

  static String declared(String event, String time, String reason) {
    return event.replaceFirst(
        "\\{",
        "{\"errorDeclaration\": {\"declarationTime\": \"%s\", \"reason\": \"%s\"},"
            .formatted(time, reason));
  }

  static String event(String type, String hour, String gln, String fields) {
    return """
    {"type": "%s", "eventTime": "2026-11-20T%s:00:00Z", "eventTimeZoneOffset": "+00:00",
     "readPoint": {"id": "https://id.gs1.org/414/%s"}, %s}
    """
        .formatted(type, hour, gln, fields);
  }

  static String aggregation(String action, String hour, String sscc, String serial) {
    return event(
        "AggregationEvent",
        hour,
        MAKER_GLN,
        "\"action\": \"%s\", \"parentID\": \"%s\", \"childEPCs\": [%s]"
            .formatted(action, SSCC + sscc, Captures.packs(serial)));
  }

  static String shipping(String hour, String epcs) {
    return shipping(hour, MAKER_GLN, WHOLESALER_GLN, epcs);
  }

  static String shipping(String hour, String from, String to, String epcs) {
    return event(
        "ObjectEvent",
        hour,
        from,
        """
        "action": "OBSERVE", "bizStep": "shipping", "epcList": [%s], "destinationList":
        [{"type": "owning_party", "destination": "https://id.gs1.org/417/%s"}]
        """
            .formatted(epcs, to));
  }

  static String step(String step, String hour, String gln, String epcs) {
    return event(
        "ObjectEvent",
        hour,
        gln,
        "\"action\": \"OBSERVE\", \"bizStep\": \"%s\", \"epcList\": [%s]".formatted(step, epcs));
  }

  static String code(String who, String serial) {
    return verdict(who, serial).get("verdict").asText();
  }

  static long memberships(String serial) {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT count(*) FROM custody.membership m
                        JOIN custody.unit u ON u.id = m.child_id
                        WHERE u.serial = :serial AND m.left_at IS NULL
                        """)
                    .bind("serial", serial)
                    .mapTo(Long.class)
                    .one());
  }
}
