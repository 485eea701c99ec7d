package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.custody.application.subscription.Matching;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Subscribers that are down for long, take little at once, or are told by another process. */
@Feature(standard = Standard.EPCIS, section = "8.2.5", name = "Subscriptions: delivery")
class SubscriptionDeliveryIT extends SubscriptionTest {

  private static UUID subscribed(String name, Subscriber subscriber, String... serials) {
    query(MAKER, name, "\"MATCH_epc\":[%s]".formatted(Captures.packs(serials)));
    JsonNode made =
        subscribe(MAKER, name, "{\"dest\":\"%s\",\"stream\":true}".formatted(subscriber.address()))
            .body();
    return UUID.fromString(made.get("subscriptionID").asText());
  }

  private static void change(UUID subscription, String assignments) {
    app.bean(Jdbi.class)
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE custody.subscription SET " + assignments + " WHERE id = :id")
                    .bind("id", subscription)
                    .execute());
  }

  private static OffsetDateTime due(UUID subscription) {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT due FROM custody.subscription WHERE id = :id")
                    .bind("id", subscription)
                    .mapTo(OffsetDateTime.class)
                    .one());
  }

  private static JsonNode view(String name, UUID subscription) {
    return app.get(MAKER, "/epcis/v2/queries/" + name + "/subscriptions/" + subscription).body();
  }

  @Test
  void aReportThatIsTooLargeIsCutIntoSmallerOnes() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      subscriber.mostEvents.set(2);
      String[] serials = IntStream.range(0, 9).mapToObj(i -> "SM" + i).toArray(String[]::new);
      UUID subscription = subscribed("Small", subscriber, serials);
      change(subscription, "due = 'infinity'");
      for (String serial : serials) {
        commission(serial);
      }
      await().atMost(PATIENCE).until(() -> waiting(subscription) == serials.length);
      change(subscription, "due = now()");
      awaitSerials(subscriber, serials);
      assertThat(subscriber.reports).allMatch(report -> report.serials().size() <= 2);
    }
  }

  private static long waiting(UUID subscription) {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(*) FROM custody.delivery WHERE subscription_id = :id")
                    .bind("id", subscription)
                    .mapTo(Long.class)
                    .one());
  }

  private static String announcement(long event) {
    return """
    {"eventId": %d, "eventHash": "", "organisation": "", "type": "ObjectEvent",
     "eventTime": "", "unitCount": 0, "units": []}\
    """
        .formatted(event);
  }

  @Test
  void anEventThatCannotBeReadKeepsNobodyFromBeingToldOfTheOthers() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      UUID subscription = subscribed("Spoilt", subscriber, "SP1", "SP2");
      change(subscription, "due = 'infinity'");
      commission("SP1");
      commission("SP2");
      await().atMost(PATIENCE).until(() -> waiting(subscription) == 2);
      List<Long> events =
          app.bean(Jdbi.class)
              .inTransaction(
                  handle ->
                      handle
                          .createQuery(
                              "DELETE FROM custody.delivery WHERE subscription_id = :id"
                                  + " RETURNING event_id")
                          .bind("id", subscription)
                          .mapTo(Long.class)
                          .list());
      try (Handle handle = app.bean(Jdbi.class).open()) {
        handle.begin();
        handle.execute("UPDATE custody.event SET document = '{}' WHERE id = ?", events.getFirst());
        app.bean(Matching.class)
            .match(handle, events.stream().map(SubscriptionDeliveryIT::announcement).toList());
        assertThat(
                handle
                    .createQuery(
                        "SELECT event_id FROM custody.delivery WHERE subscription_id = :id")
                    .bind("id", subscription)
                    .mapTo(Long.class)
                    .list())
            .containsExactly(events.getLast());
        handle.rollback();
      }
    }
  }

  @Test
  void aSubscriberThatIsDownForLongIsTriedOnceAnHourAndToldAllInTheEnd() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      UUID subscription = subscribed("Down", subscriber, "DN1", "DN2");
      change(subscription, "failures = 40");
      subscriber.refusals.set(1);
      commission("DN1");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(view("Down", subscription).get("failures").asInt()).isEqualTo(41));
      assertThat(view("Down", subscription).get("lastFailure").asText()).contains("503");
      Duration pause = Duration.between(OffsetDateTime.now(ZoneOffset.UTC), due(subscription));
      assertThat(pause).isBetween(Duration.ofMinutes(55), Duration.ofMinutes(60));
      commission("DN2");
      assertThat(subscriber.reports).isEmpty();

      change(subscription, "due = now()");
      awaitSerials(subscriber, "DN1", "DN2");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(view("Down", subscription).get("failures").asInt()).isZero();
                assertThat(view("Down", subscription).hasNonNull("lastFailure")).isFalse();
              });
    }
  }

  @Test
  void whatAnotherProcessTellsIsLeftToItUntilItsLeaseHasRunOut() throws Exception {
    try (Subscriber subscriber = new Subscriber();
        Subscriber witness = new Subscriber()) {
      UUID subscription = subscribed("Leased", subscriber, "LS1");
      subscribed("Witness", witness, "LS1");
      change(subscription, "leased_until = now() + interval '1 hour'");
      commission("LS1");
      awaitSerials(witness, "LS1");
      assertThat(waiting(subscription)).isEqualTo(1);
      assertThat(subscriber.reports).isEmpty();

      change(subscription, "leased_until = now()");
      awaitSerials(subscriber, "LS1");
    }
  }

  @Test
  void theSlowSubscribersOfOneOrganisationHoldUpNobodyElses() throws Exception {
    try (Subscriber slow = new Subscriber();
        Subscriber other = new Subscriber()) {
      slow.gate.set(new CountDownLatch(1));
      query(MAKER, "Slow", "\"MATCH_epc\":[%s]".formatted(Captures.packs("SL1")));
      for (int i = 0; i < 40; i++) {
        subscribe(MAKER, "Slow", "{\"dest\":\"%s\",\"stream\":true}".formatted(slow.address()));
      }
      query(REGULATOR, "Other", "\"MATCH_epc\":[%s]".formatted(Captures.packs("SL1")));
      subscribe(REGULATOR, "Other", "{\"dest\":\"%s\",\"stream\":true}".formatted(other.address()));
      commission("SL1");
      awaitSerials(other, "SL1");
      await().atMost(PATIENCE).until(() -> slow.mostAtOnce.get() == 8);
      slow.gate.get().countDown();
      await().atMost(PATIENCE).until(() -> slow.reports.size() >= 40);
      assertThat(slow.mostAtOnce.get()).isEqualTo(8);
    }
  }

  @Test
  void whoUnsubscribesIsToldNoMore() throws Exception {
    try (Subscriber subscriber = new Subscriber();
        Subscriber witness = new Subscriber()) {
      UUID subscription = subscribed("Ended", subscriber, "EN1");
      subscribed("Going", witness, "EN1");
      String address = "/epcis/v2/queries/Ended/subscriptions/" + subscription;
      assertThat(app.send(MAKER, "DELETE", address, null, null).status()).isEqualTo(204);
      commission("EN1");
      awaitSerials(witness, "EN1");
      assertThat(subscriber.reports).isEmpty();
      assertThat(waiting(subscription)).isZero();
    }
  }
}
