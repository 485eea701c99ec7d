package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.label;
import static io.pharmatrace.app.SupplyChain.scan;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Feature(standard = Standard.EPCIS, section = "8.2.5", name = "Subscriptions")
class EpcisSubscriptionIT extends SubscriptionTest {
  @Test
  void aSubscriberIsToldOfWhatMatchesAsItHappensWithItsSignature() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      query(MAKER, "Stream", "\"MATCH_epc\":[\"https://id.gs1.org/01/%s/21/ST1\"]".formatted(GTIN));
      Answer made =
          subscribe(
              MAKER,
              "Stream",
              "{\"dest\":\"%s\",\"signatureToken\":\"secret-1\",\"stream\":true}"
                  .formatted(subscriber.address()));
      assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
      assertThat(made.raw().body()).doesNotContain("secret-1");
      String address = made.raw().headers().firstValue("Location").orElseThrow();

      commission("ST2");
      commission("ST1");
      awaitSerials(subscriber, "ST1");

      Subscriber.Report report = subscriber.reports.getFirst();
      JsonNode document = report.document();
      assertThat(document.path("type").asText()).isEqualTo("EPCISQueryDocument");
      assertThat(document.findValue("subscriptionID").asText())
          .isEqualTo(made.body().get("subscriptionID").asText());
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("secret-1".getBytes(UTF_8), "HmacSHA256"));
      assertThat(report.signature())
          .isEqualTo(
              Base64.getEncoder().encodeToString(mac.doFinal(report.body().getBytes(UTF_8))));
      // Noted when the answer is there, which is a moment after the report.
      await()
          .atMost(PATIENCE)
          .until(() -> app.get(MAKER, address).body().hasNonNull("lastNotifiedAt"));
      assertThat(app.get(PHARMACY, address).status()).isEqualTo(404);
      assertThat(app.send(MAKER, "DELETE", address, null, null).status()).isEqualTo(204);
      assertThat(app.get(MAKER, address).status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2",
      name = "GS1-EPC-Format: identifiers as they came in, as Digital Links, as EPC URNs")
  @CsvSource({
    "FO1, , https://id.gs1.org/01/09521101000023/21/FO1",
    "FO2, Never_Translates, urn:epc:id:sgtin:9521101.000002.%46O2",
    "FO3, Always_GS1_Digital_Link, https://id.gs1.org/01/09521101000023/21/FO3",
    "FO4, Always_EPC_URN, urn:epc:id:sgtin:9521101.000002.%46O4",
  })
  void aReportSpellsIdentifiersAsTheSubscriberWants(
      String serial, @Nullable String epcFormat, String told) throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      query(
          MAKER,
          serial,
          "\"MATCH_epc\":[\"https://id.gs1.org/01/%s/21/%s\"]".formatted(GTIN, serial));
      Answer made =
          app.send(
              MAKER,
              "POST",
              "/epcis/v2/queries/" + serial + "/subscriptions",
              "application/json",
              "{\"dest\":\"%s\",\"stream\":true}".formatted(subscriber.address()),
              epcFormat == null ? Map.of() : Map.of("GS1-EPC-Format", epcFormat));
      assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
      assertThat(made.body().get("epcFormat").asText())
          .isEqualTo(epcFormat == null ? "Always_GS1_Digital_Link" : epcFormat);

      captureUrn(serial.replace("F", "%46"));

      await().atMost(PATIENCE).until(() -> !subscriber.reports.isEmpty());
      assertThat(subscriber.reports.getFirst().document().findValue("epcList").get(0).asText())
          .isEqualTo(told);
    }
  }

  @Test
  void whatASubscriberCouldNotTakeIsSentAgain() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      subscriber.refusals.set(2);
      query(MAKER, "Retry", "\"MATCH_epc\":[\"https://id.gs1.org/01/%s/21/RT1\"]".formatted(GTIN));
      String address =
          subscribe(
                  MAKER,
                  "Retry",
                  "{\"dest\":\"%s\",\"stream\":true}".formatted(subscriber.address()))
              .raw()
              .headers()
              .firstValue("Location")
              .orElseThrow();
      commission("RT1");
      awaitSerials(subscriber, "RT1");
      await()
          .atMost(PATIENCE)
          .until(() -> app.get(MAKER, address).body().get("failures").asInt() == 0);
    }
  }

  @Test
  void aQueryThatIsNoLongerUnderstoodKeepsNobodyElseFromBeingTold() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      for (String name : List.of("Old", "New")) {
        query(MAKER, name, "\"MATCH_epc\":[\"https://id.gs1.org/01/%s/21/OLD1\"]".formatted(GTIN));
        String wish = "{\"dest\":\"%s\",\"stream\":true}".formatted(subscriber.address());
        assertThat(subscribe(MAKER, name, wish).status()).isEqualTo(201);
      }
      app.bean(Jdbi.class)
          .useHandle(
              handle ->
                  handle.execute(
                      """
                      UPDATE custody.named_query SET parameters = '{"MATCH_nothing": ["urn:x:y"]}'
                      WHERE name = 'Old'
                      """));
      commission("OLD1");
      awaitSerials(subscriber, "OLD1");
      Answers.assertProblem(
          app.get(MAKER, "/epcis/v2/queries/Old/events"), ErrorCode.QUERY_PARAMETER);
    }
  }

  @Test
  void aScheduledReportHoldsAllSinceTheLastAndComesEmptyIfWanted() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      query(MAKER, "Scheduled", "\"EQ_bizStep\":[\"commissioning\"]");
      Instant before = Instant.now().minusSeconds(3_600);
      commission("SC1");
      Answer made =
          subscribe(
              MAKER,
              "Scheduled",
              """
              {"dest":"%s","schedule":{"second":"0/2"},"reportIfEmpty":true,
               "initialRecordTime":"%s"}"""
                  .formatted(subscriber.address(), before));
      assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
      commission("SC2");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(subscriber.serials()).contains("SC1", "SC2").doesNotHaveDuplicates();
                assertThat(subscriber.reports).anyMatch(report -> report.serials().isEmpty());
              });
    }
  }

  @Test
  void nobodyIsToldOfWhatHeMayNotSee() throws Exception {
    try (Subscriber partner = new Subscriber();
        Subscriber outsider = new Subscriber()) {
      for (String who : List.of(PHARMACY, OUTSIDER)) {
        query(who, "All", "\"EQ_bizStep\":[\"commissioning\",\"shipping\"]");
        String dest = (who.equals(PHARMACY) ? partner : outsider).address();
        assertThat(
                subscribe(who, "All", "{\"dest\":\"%s\",\"stream\":true}".formatted(dest)).status())
            .isEqualTo(201);
      }
      commission("VI1");
      chain.publish(
          scan(
              MAKER,
              "shipping",
              label("VI1", "S1", "280331"),
              "2026-11-20T09:00:00Z",
              ",\"destination\":\"https://id.gs1.org/414/" + SupplyChain.PHARMACY_GLN + "\""));
      // Of its commissioning too, if that was looked at after the shipment.
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(partner.serials()).isNotEmpty().containsOnly("VI1"));
      assertThat(outsider.reports).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dest\":\"http://127.0.0.1:1/\"}",
        "{\"dest\":\"http://127.0.0.1:1/\",\"stream\":true,\"schedule\":{\"hour\":\"1\"}}",
        "{\"dest\":\"http://127.0.0.1:1/\",\"schedule\":{\"hour\":\"25\"}}",
        "{\"dest\":\"http://127.0.0.1:1/\",\"schedule\":{\"year\":\"2026\"}}",
        "{\"dest\":\"ftp://127.0.0.1/\",\"stream\":true}",
        "{\"dest\":\"http://user:word@127.0.0.1/\",\"stream\":true}",
        "{\"dest\":\"nowhere\",\"stream\":true}",
      })
  void aSubscriptionThatCannotBeIsRefused(String body) {
    app.post(
        MAKER,
        "/epcis/v2/queries",
        "application/json",
        "{\"name\":\"Refused\",\"query\":{\"EQ_bizStep\":[\"shipping\"]}}");
    Answers.assertProblem(subscribe(MAKER, "Refused", body), ErrorCode.SUBSCRIPTION_INVALID);
  }

  @Test
  void aQueryThatStopsAtANumberOfEventsCannotBeSubscribedTo() {
    query(MAKER, "Limited", "\"EQ_bizStep\":[\"shipping\"],\"maxEventCount\":1");
    Answers.assertProblem(
        subscribe(MAKER, "Limited", "{\"dest\":\"http://127.0.0.1:1/\",\"stream\":true}"),
        ErrorCode.SUBSCRIPTION_INVALID);
  }

  @Test
  void whatIsNotThereCannotBeSubscribedTo() {
    Answers.assertProblem(
        subscribe(MAKER, "None", "{\"dest\":\"http://127.0.0.1:1/\",\"stream\":true}"),
        ErrorCode.QUERY_UNKNOWN);
  }
}
