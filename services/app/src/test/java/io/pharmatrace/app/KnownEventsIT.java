package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.error.ErrorCode;
import java.net.URLDecoder;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An event that is known already is never taken for another one, nor another one for it. */
@Feature(
    standard = Standard.EPCIS,
    section = "7.4.1",
    name = "Events told apart by content and eventID")
class KnownEventsIT extends SupplyChainTest {
  private static final String NO_HASH = "ni:///sha-256;" + "0".repeat(64) + "?ver=CBV2.0";

  private static String inspecting(String serial, String time) {
    return """
        {"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         "type": "ObjectEvent", "eventTime": "%s", "eventTimeZoneOffset": "+00:00",
         "action": "OBSERVE", "bizStep": "inspecting", "epcList": [%s],
         "readPoint": {"id": "https://id.gs1.org/414/%s"}}
        """
        .formatted(time, Captures.packs(serial), MAKER_GLN);
  }

  private static String inspecting(String serial) {
    return inspecting(serial, "2026-11-20T09:00:00Z");
  }

  private static String with(String member, String event) {
    return event.replaceFirst("\\{", "{" + member + ",");
  }

  private static String named(String id, String event) {
    return with("\"eventID\": \"" + id + "\"", event);
  }

  private static String inError(String event) {
    return with("\"errorDeclaration\": {\"declarationTime\": \"2026-11-20T20:00:00Z\"}", event);
  }

  private static Answer post(String event) {
    return app.post(MAKER, "/epcis/v2/events", "application/json", event);
  }

  private static String stored(String event) {
    Answer answer = post(event);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    return location(answer);
  }

  private static String location(Answer answer) {
    return answer.raw().headers().firstValue("Location").orElseThrow();
  }

  private static void refused(String event, String code) {
    Answer answer = post(event);
    Answers.assertProblem(answer, ErrorCode.UNUSABLE);
    assertThat(answer.body().get("detail").asText()).startsWith(code + ": ");
  }

  private static void known(Answer answer) {
    Answers.assertProblem(answer, ErrorCode.CONFLICT);
  }

  private static void commissioned(String serial) {
    JsonNode job =
        Captures.job(
            app, MAKER, "application/json", Captures.document(Captures.commissioning(serial)));
    assertThat(job.get("success").asBoolean()).as("%s", job).isTrue();
  }

  @Test
  void anEventOfTheSameContentIsTheStoredOneWhateverItsEventId() {
    commissioned("A1");
    String first = stored(named("urn:uuid:0a-1", inspecting("A1")));
    for (String again : List.of(inspecting("A1"), named("urn:uuid:0a-2", inspecting("A1")))) {
      Answer answer = post(again);
      known(answer);
      assertThat(location(answer)).isEqualTo(first);
      assertThat(app.get(MAKER, location(answer)).status()).isEqualTo(200);
    }
    JsonNode job =
        Captures.job(app, MAKER, "application/json", Captures.document(inspecting("A1")));
    assertThat(job.get("success").asBoolean()).as("%s", job).isTrue();
    assertThat(trace("A1").get("steps")).hasSize(2);
  }

  @Test
  void anEventThatWasDeclaredToBeInErrorIsNotStoredSilentlyAgain() {
    commissioned("B1");
    String event = inspecting("B1");
    stored(event);
    stored(inError(event));
    refused(event, "event-in-error");
    refused(named("urn:uuid:0b-1", event), "event-in-error");
    assertThat(app.get(MAKER, "/api/v1/rejections").body().findValuesAsText("reason"))
        .contains("event-in-error");
    known(post(inError(event)));
    stored(inspecting("B1", "2026-11-20T09:00:01Z"));
  }

  @Test
  void aScanOfAnEventInErrorIsRejected() {
    commissioned("S1");
    String time = "2026-11-20T09:30:00Z";
    String label = SupplyChain.label("S1", "M", "311231");
    chain.publish(SupplyChain.scan(MAKER, "inspecting", label, time, ""));
    await().atMost(PATIENCE).until(() -> trace("S1").get("steps").size() == 2);
    stored(inError(inspecting("S1", time)));
    chain.publish(SupplyChain.scan(MAKER, "inspecting", label, time, ""));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                app.get(MAKER, "/api/v1/rejections")
                    .body()
                    .findValuesAsText("source")
                    .contains("scan"));
    assertThat(app.get(MAKER, "/api/v1/rejections?limit=1").body().findValuesAsText("reason"))
        .containsExactly("event-in-error");
  }

  @Test
  void anEventIdIsOfOneEventOnly() {
    commissioned("C1");
    String id = "urn:uuid:0c-1";
    String event = named(id, inspecting("C1"));
    String other = named(id, inspecting("C1", "2026-11-20T09:00:01Z"));
    stored(event);
    refused(other, "event-id-taken");
    stored(inError(event));
    refused(other, "event-id-taken");
    String long1 = "urn:x:" + "y".repeat(600);
    stored(named(long1 + "1", inspecting("C1", "2026-11-20T09:00:02Z")));
    stored(named(long1 + "2", inspecting("C1", "2026-11-20T09:00:03Z")));
    refused(named(long1 + "2", inspecting("C1", "2026-11-20T09:00:04Z")), "event-id-taken");
    JsonNode job =
        Captures.job(
            app,
            MAKER,
            "application/json",
            Captures.document(
                named("urn:uuid:0c-2", inspecting("C1", "2026-11-20T09:00:05Z")),
                named("urn:uuid:0c-2", inspecting("C1", "2026-11-20T09:00:06Z"))),
            "proceed");
    assertThat(job.get("errors").findValuesAsText("code")).containsExactly("event-id-taken");
  }

  @Test
  void ofEventsOfOneEventIdThatComeAtOnceOneIsStored() throws Exception {
    commissioned("D1");
    List<Callable<Answer>> posts =
        IntStream.range(0, 8)
            .mapToObj(i -> named("urn:uuid:0d-1", inspecting("D1", "2026-11-20T09:00:0" + i + "Z")))
            .<Callable<Answer>>map(event -> () -> post(event))
            .toList();
    try (ExecutorService pool = Executors.newFixedThreadPool(posts.size())) {
      List<Integer> statuses = pool.invokeAll(posts).stream().map(KnownEventsIT::status).toList();
      assertThat(statuses).containsOnlyOnce(201);
      assertThat(statuses)
          .filteredOn(status -> status != 201)
          .containsOnly(ErrorCode.UNUSABLE.status());
    }
  }

  private static int status(Future<Answer> answer) {
    return answer.resultNow().status();
  }

  @Test
  void anEventIdThatIsAHashIsThatOfTheEvent() {
    commissioned("E1");
    refused(named(NO_HASH, inspecting("E1")), "event-invalid");
    String address = stored(inspecting("E1"));
    String id = URLDecoder.decode(address.substring("/epcis/v2/events/".length()), UTF_8);
    Answer again = post(named(id, inspecting("E1")));
    known(again);
    assertThat(location(again)).isEqualTo(address);
    refused(named(id, inError(inspecting("E1", "2026-11-20T09:00:01Z"))), "event-invalid");
  }
}
