package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the capture interface answers: jobs in XML, lists of jobs, single events. */
class CaptureAnswersIT extends SupplyChainTest {
  private static final String JSON = "application/json";

  private static JsonNode job(String event) {
    return Captures.job(app, MAKER, JSON, Captures.document(event), "proceed");
  }

  private static String state(String serial) {
    return verdict(MAKER, serial).path("pack").path("state").asText("unknown");
  }

  /** A bare event names its context itself. */
  private static String bare(String event) {
    return event.replaceFirst(
        "\\{",
        "{\"@context\": \"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\",");
  }

  @Test
  void anUnknownErrorBehaviourIsRefused() {
    Answers.assertProblem(
        Captures.post(app, MAKER, JSON, Captures.document(), "sometimes"), ErrorCode.INVALID_VALUE);
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2.7", name = "Capture job in XML")
  void aJobIsToldInXmlToo() {
    String wrong = Captures.commissioning("X1").replace("ADD", "<&>");
    String id = job(wrong).get("captureID").asText();
    Answer answer =
        app.send(
            MAKER,
            "GET",
            "/epcis/v2/capture/" + id,
            null,
            null,
            Map.of("Accept", "application/xml"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.raw().headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/xml");
    assertThat(answer.raw().body())
        .contains("<epcis:EPCISCaptureJob xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\"")
        .contains("captureID=\"" + id + "\" running=\"false\" success=\"false\"")
        .contains("<type>epcisException:ValidationException</type>")
        .contains("<event>0</event>")
        .contains("&lt;&amp;");
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2.7", name = "List of capture jobs")
  void jobsAreListedInPagesToWhoTheyBelongTo() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.addFirst(job(Captures.commissioning("L" + i)).get("captureID").asText());
    }
    List<String> listed = new ArrayList<>();
    String next = "/epcis/v2/capture?perPage=2";
    while (next != null) {
      Answer page = app.get(MAKER, next);
      assertThat(page.body().size()).isBetween(1, 2);
      assertThat(page.raw().headers().firstValue("GS1-Next-Page-Token-Expires").isPresent())
          .isEqualTo(page.raw().headers().firstValue("Link").isPresent());
      listed.addAll(page.body().findValuesAsText("captureID"));
      next = Answers.next(page).orElse(null);
    }
    assertThat(listed).doesNotHaveDuplicates().containsSubsequence(made);
    assertThat(app.get(WHOLESALER, "/epcis/v2/capture").body()).isEmpty();
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2.7", name = "Capture of a single event")
  void aSingleEventIsCapturedAtOnce() {
    String event = bare(Captures.commissioning("S1"));
    Answer answer = app.post(MAKER, "/epcis/v2/events", JSON, event);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    assertThat(answer.raw().headers().firstValue("Location").orElseThrow())
        .startsWith("/epcis/v2/events/ni%3A%2F%2F%2Fsha-256%3B");
    assertThat(state("S1")).isEqualTo("Active");

    Answer again = app.post(MAKER, "/epcis/v2/events", JSON, event);
    Answers.assertProblem(again, ErrorCode.CONFLICT);
    assertThat(again.raw().headers().firstValue("Location"))
        .isEqualTo(answer.raw().headers().firstValue("Location"));

    String named =
        bare(Captures.commissioning("S2")).replaceFirst("\\{", "{\"eventID\": \"urn:uuid:1-2\",");
    assertThat(
            app.post(MAKER, "/epcis/v2/events", JSON, named).raw().headers().firstValue("Location"))
        .contains("/epcis/v2/events/urn%3Auuid%3A1-2");
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2.7", name = "Capture of a single event")
  void aSingleEventThatCannotBeStoredIsRefusedAndKept() {
    String foreign = bare(Captures.commissioning("S3")).replace(MAKER_GLN, WHOLESALER_GLN);
    Answer answer = app.post(MAKER, "/epcis/v2/events", JSON, foreign);
    Answers.assertProblem(answer, ErrorCode.UNUSABLE);
    assertThat(answer.body().get("detail").asText()).startsWith("read-point-unknown: ");
    assertThat(app.get(MAKER, "/api/v1/rejections").body().findValuesAsText("original"))
        .contains(foreign);
    for (String none :
        List.of("{", "nonsense", Captures.document(Captures.commissioning("S3")), "[]")) {
      Answers.assertProblem(app.post(MAKER, "/epcis/v2/events", JSON, none), ErrorCode.UNUSABLE);
    }
    assertThat(state("S3")).isEqualTo("unknown");
  }
}
