package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.list;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that are kept under a name. */
@Feature(standard = Standard.EPCIS, section = "8.2.5", name = "REST query interface: named queries")
class EpcisNamedQueryIT extends EpcisQueryTest {
  @Test
  void aNamedQueryIsKeptForItsOrganisation() {
    String body =
        """
        {"name": "shipped-early", "query": {"@context": {"ex": "https://ns.example/epcis/"},
         "eventType": ["ObjectEvent"], "EQ_bizStep": ["shipping"],
         "LT_eventTime": "2026-11-19T09:02:00Z"}}""";
    Answer made = app.post(MAKER, "/epcis/v2/queries", "application/json", body);
    assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
    String path = made.raw().headers().firstValue("Location").orElseThrow();
    assertThat(path).isEqualTo("/epcis/v2/queries/shipped-early");
    assertThat(app.get(MAKER, path).body().at("/query/EQ_bizStep/0").asText())
        .isEqualTo("shipping");
    assertThat(app.get(MAKER, "/epcis/v2/queries").body().findValuesAsText("name"))
        .containsExactly("shipped-early");

    Answer events = app.get(MAKER, path + "/events?perPage=1");
    assertThat(list(events)).hasSize(1);
    assertThat(events.body().at("/epcisBody/queryResults/queryName").asText())
        .isEqualTo("shipped-early");
    assertThat(list(app.get(MAKER, Answers.next(events).orElseThrow()))).hasSize(1);
    Answers.assertProblem(
        app.get(MAKER, path + "/events?EQ_action=ADD"), ErrorCode.QUERY_PARAMETER);

    Answers.assertProblem(
        app.post(MAKER, "/epcis/v2/queries", "application/json", body), ErrorCode.CONFLICT);
    for (String who : List.of(WHOLESALER, PHARMACY, REGULATOR)) {
      Answers.assertProblem(app.get(who, path), ErrorCode.QUERY_UNKNOWN);
      Answers.assertProblem(app.get(who, path + "/events"), ErrorCode.QUERY_UNKNOWN);
      Answers.assertProblem(app.send(who, "DELETE", path, null, null), ErrorCode.QUERY_UNKNOWN);
    }
    assertThat(app.send(MAKER, "DELETE", path, null, null).status()).isEqualTo(204);
    Answers.assertProblem(app.get(MAKER, path), ErrorCode.QUERY_UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"x\", \"query\": {\"EQ_nothing\": 1}}",
        "{\"name\": \"x\", \"query\": {\"perPage\": 1}}",
        "{\"name\": \"x\", \"query\": {\"EQ_action\": [{}]}}",
        "{\"name\": \"x\", \"query\": {\"EQ_action\": []}}",
        "{\"name\": \"a/b\", \"query\": {}}",
        "{\"name\": \".\", \"query\": {}}",
        "{\"name\": \"..\", \"query\": {}}",
        "{\"name\": \"\", \"query\": {}}",
        "{\"name\": \"a\\u0000\", \"query\": {}}",
        "{\"name\": \"x\", \"query\": {\"MATCH_epc\": [\"urn:epc:id:sgtin:1\"]}}",
        "{\"query\": {}}",
        "{\"name\": \"x\"}",
        "{\"name\": \"SimpleEventQuery\", \"query\": {}}",
      })
  void aQueryThatCannotBeKeptIsRefused(String body) {
    Answer answer = app.post(MAKER, "/epcis/v2/queries", "application/json", body);
    assertThat(answer.status()).as(answer.raw().body()).isIn(400, 409);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "", "a/b", "a b", "é", "LONG"})
  void aNameThatNoAddressCanHaveIsRefusedWithWhatItMayBe(String name) {
    String body =
        "{\"name\": \"%s\", \"query\": {}}".formatted(name.equals("LONG") ? "x".repeat(101) : name);
    Answer answer = app.post(MAKER, "/epcis/v2/queries", "application/json", body);
    Answers.assertProblem(answer, ErrorCode.BAD_REQUEST);
    assertThat(answer.body().path("detail").asText()).contains("1 to 100 letters");
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2", name = "REST query interface: paging")
  void subscriptionsAreListedInPagesOfAKnownQuery() {
    String path = "/epcis/v2/queries/Paged/subscriptions";
    Answers.assertProblem(app.get(MAKER, path), ErrorCode.QUERY_UNKNOWN);
    String query = "{\"name\": \"Paged\", \"query\": {\"EQ_bizStep\": [\"storing\"]}}";
    assertThat(app.post(MAKER, "/epcis/v2/queries", "application/json", query).status())
        .isEqualTo(201);
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String wish = "{\"dest\": \"http://127.0.0.1:1/\", \"stream\": true}";
      made.add(
          app.post(MAKER, path, "application/json", wish).body().path("subscriptionID").asText());
    }
    List<String> listed = new ArrayList<>();
    Optional<String> next = Optional.of(path + "?perPage=2");
    while (next.isPresent()) {
      Answer page = app.get(MAKER, next.get());
      assertThat(page.status()).as(page.raw().body()).isEqualTo(200);
      listed.addAll(page.body().findValuesAsText("subscriptionID"));
      next = Answers.next(page);
      assertThat(page.raw().headers().firstValue("GS1-Next-Page-Token-Expires").isPresent())
          .isEqualTo(next.isPresent());
    }
    assertThat(listed).containsExactlyElementsOf(made);
    Answers.assertProblem(app.get(WHOLESALER, path), ErrorCode.QUERY_UNKNOWN);
    assertThat(app.send(MAKER, "DELETE", "/epcis/v2/queries/Paged", null, null).status())
        .isEqualTo(204);
    Answers.assertProblem(app.get(MAKER, path), ErrorCode.QUERY_UNKNOWN);
  }
}
