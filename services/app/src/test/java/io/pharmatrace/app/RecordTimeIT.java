package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Events that are recorded while a larger document of events is still being captured. */
class RecordTimeIT extends SubscriptionTest {
  private static final String JSON = "application/json";

  /** More than are captured at once, so that the first are stored before the last are looked at. */
  private static final int MANY = 600;

  private static String observed(String epc, String gln) {
    return """
        {"type": "ObjectEvent", "eventTime": "2026-11-20T09:00:00Z",
         "eventTimeZoneOffset": "+00:00", "epcList": [%s], "action": "OBSERVE",
         "bizStep": "inspecting", "readPoint": {"id": "https://id.gs1.org/414/%s"}}
        """
        .formatted(epc, gln);
  }

  private static List<String> told(String parameters) {
    return app
        .get(
            REGULATOR,
            "/epcis/v2/events?perPage=1000&orderBy=recordTime&orderDirection=ASC&" + parameters)
        .body()
        .findValues("epcList")
        .stream()
        .map(list -> list.get(0).asText().replaceAll(".*[/:]", ""))
        .toList();
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2.7.1",
      name = "SimpleEventQuery: polling by record time loses nothing")
  void whoPollsByRecordTimeAndWhoSubscribesMissesNothing() throws Exception {
    Captures.job(app, MAKER, JSON, Captures.document(Captures.commissioning("LOCKED")));
    String since = "GE_recordTime=" + Instant.now();
    try (Subscriber subscriber = new Subscriber();
        Handle test = app.bean(Jdbi.class).open()) {
      test.begin();
      test.execute("SELECT 1 FROM custody.unit WHERE serial = 'LOCKED' FOR UPDATE");
      String[] events =
          Stream.concat(
                  IntStream.range(0, MANY).mapToObj(i -> Captures.commissioning("RT" + i)),
                  Stream.of(observed(Captures.packs("LOCKED"), MAKER_GLN)))
              .toArray(String[]::new);
      Answer large = Captures.post(app, MAKER, JSON, Captures.document(events), "rollback");
      await().atMost(PATIENCE).until(RecordTimeIT::waitsForALock);
      query(MAKER, "All", "\"EQ_bizStep\":[\"commissioning\"]");
      subscribe(MAKER, "All", "{\"dest\":\"%s\",\"stream\":true}".formatted(subscriber.address()));
      Captures.job(
          app,
          WHOLESALER,
          JSON,
          Captures.document(observed("\"urn:x:meanwhile\"", WHOLESALER_GLN)));

      assertThat(told("EQ_bizStep=inspecting")).as("what was recorded meanwhile").isEmpty();
      assertThat(
              app.get(REGULATOR, "/epcis/v2/events?MATCH_epc=urn:x:meanwhile")
                  .body()
                  .findValues("epcList"))
          .as("when nobody asks for record times")
          .hasSize(1);
      test.rollback();

      assertThat(Captures.finished(app, MAKER, large).get("success").asBoolean()).isTrue();
      assertThat(told(since)).hasSize(MANY + 2).endsWith("meanwhile");
      await().atMost(PATIENCE).until(() -> subscriber.serials().size() >= MANY);
      assertThat(subscriber.serials())
          .doesNotHaveDuplicates()
          .containsAll(IntStream.range(0, MANY).mapToObj(i -> "RT" + i).toList());
    }
  }

  private static boolean waitsForALock() {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                            + " AND datname = current_database()")
                    .mapTo(Boolean.class)
                    .one());
  }
}
