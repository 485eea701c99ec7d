package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.label;
import static io.pharmatrace.app.SupplyChain.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.app.RunningApplication.Answer;
import java.util.List;

/** What tests of subscriptions need. */
abstract class SubscriptionTest extends SupplyChainTest {
  static void query(String who, String name, String parameters) {
    Answer made =
        app.post(
            who,
            "/epcis/v2/queries",
            "application/json",
            "{\"name\":\"%s\",\"query\":{%s}}".formatted(name, parameters));
    assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
  }

  static Answer subscribe(String who, String query, String body) {
    return app.post(who, "/epcis/v2/queries/" + query + "/subscriptions", "application/json", body);
  }

  static void commission(String serial) {
    chain.publish(
        scan(MAKER, "commissioning", label(serial, "S1", "280331"), "2026-11-20T08:00:00Z", ""));
    awaitVerdict(MAKER, serial, "OK");
  }

  static void awaitSerials(Subscriber subscriber, String... serials) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(subscriber.serials()).containsExactlyInAnyOrder(serials));
  }

  /** The maker makes a pack and says so with its EPC URN. */
  static void captureUrn(String serial) {
    new EpcisEvents(app)
        .capture(
            MAKER,
            EpcisEvents.commissioning(
                MAKER,
                "2026-11-20T08:00:00Z",
                "U1",
                List.of("urn:epc:id:sgtin:9521101.000002." + serial)));
  }
}
