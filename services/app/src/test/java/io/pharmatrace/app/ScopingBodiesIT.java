package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.http.HttpMethod;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.security.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * What a request names in its body and belongs to another organisation is for everybody else as
 * what does not exist, also in what becomes of the work that the request begins.
 */
class ScopingBodiesIT extends ScopingTest {
  /**
   * A request that names something in its body.
   *
   * @param query what goes behind the path, with a place for an id
   * @param body with a place for the thing
   * @param thing the maker's, and nobody's
   */
  private record Asked(String query, String type, String body, Thing thing) {
    Asked(String type, String body, Thing thing) {
      this("", type, body, thing);
    }

    String path(Routes route) {
      return route.template() + query.replace("{id}", UUID.randomUUID().toString());
    }

    String naming(String what) {
      return body.replace("{thing}", what);
    }
  }

  private static final Thing SERIAL = new Thing(PACK, "NOBODY");

  private static final String DISPENSED =
      """
      {"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
       "type": "ObjectEvent", "eventTime": "2026-11-20T12:00:00Z",
       "eventTimeZoneOffset": "+00:00", "epcList": ["%s{thing}"], "action": "OBSERVE",
       "bizStep": "dispensing", "readPoint": {"id": "https://id.gs1.org/414/%s"}}
      """
          .formatted(LINK, OUTSIDER_GLN);

  private static final Map<String, Asked> ASKED =
      Map.of(
          "POST /api/v1/batches",
          new Asked(
              "text/csv",
              "gtin,lot,expiry\n%s,{thing},2031-03-31\n".formatted(GTIN),
              new Thing("SC1", "SC9")),
          "POST /epcis/v2/events",
          new Asked("application/json", DISPENSED, SERIAL),
          "POST /epcis/v2/capture",
          new Asked("application/json", Captures.document(DISPENSED), SERIAL),
          "POST /epcis/v2/queries",
          new Asked(
              "application/json",
              "{\"name\":\"{thing}\",\"query\":{\"EQ_bizStep\":[\"shipping\"]}}",
              new Thing("makers-query", "nobody-query")),
          "POST /api/v1/packs/changes",
          new Asked(
              "?state=Locked&transactionId={id}",
              "text/csv",
              "gtin,serial\n%s,{thing}\n".formatted(GTIN),
              SERIAL));

  /** Routes whose bodies name nothing that belongs to a single organisation, and why. */
  private static final Map<String, String> PUBLIC =
      Map.of(
          "POST /api/v1/products", "products are for everybody",
          "POST /api/v1/recalls", "products are for everybody, and so are recalls",
          "PUT /api/v1/alert-webhook", "the one of the caller, whatever it says",
          "DELETE /api/v1/alert-webhook", "the one of the caller",
          "POST /api/v1/scans/parse", "reads a text and looks nothing up",
          "POST /api/v1/scans/diagnose", "verifying is for who holds a pack; Guesses bounds it",
          "POST /api/v1/returns", "checks a label as the verdict does; Guesses bounds it");

  private static List<Routes> unnamed() {
    return Routes.guarded()
        .filter(route -> route.method() != HttpMethod.GET && !route.template().contains("{"))
        .filter(route -> !route.users().equals(Set.of(Role.ADMINISTRATOR)))
        .filter(route -> !PUBLIC.containsKey(route.toString()))
        .toList();
  }

  /** A route that is new is compared, or stands in {@link #PUBLIC} with the reason. */
  @Test
  void everyRouteThatTakesABodyIsCompared() {
    Set<String> all = new TreeSet<>();
    unnamed().forEach(route -> all.add(route.toString()));
    assertThat(all).isEqualTo(new TreeSet<>(ASKED.keySet()));
  }

  @Test
  void nothingThatIsPublicIsNoRouteAnyMore() {
    Set<String> routes = new TreeSet<>();
    Routes.guarded().forEach(route -> routes.add(route.toString()));
    assertThat(routes).containsAll(PUBLIC.keySet());
  }

  @Test
  void whatABodyNamesOfAnotherIsAnsweredAsWhatDoesNotExist() {
    SoftAssertions all = new SoftAssertions();
    for (Routes route : unnamed()) {
      Asked asked = Optional.ofNullable(ASKED.get(route.toString())).orElseThrow();
      for (Other other : OTHERS) {
        if (other.isStrangerTo(route)) {
          String known = told(other, route, asked, asked.thing().theirs());
          all.assertThat(known)
              .as("%s as %s", route, other.user())
              .isEqualTo(told(other, route, asked, asked.thing().nobodys()))
              .doesNotStartWith("500")
              // A question that says nothing would be answered the same way.
              .doesNotContain("request-malformed", "field-missing");
        }
      }
    }
    all.assertAll();
  }

  /** The answer and what it leads to, without what names the very request. */
  private static String told(Other other, Routes route, Asked asked, String thing) {
    Answer answer =
        app.send(
            other.user(),
            route.method().name(),
            asked.path(route),
            asked.type(),
            asked.naming(thing));
    String text = answer.status() + " " + answer.raw().body();
    if (answer.status() == 202) {
      String job = answer.raw().headers().firstValue("Location").orElseThrow();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                var body = app.get(other.user(), job).body();
                return body.has("finished") || body.path("running").asText().equals("false");
              });
      text += app.get(other.user(), job).raw().body();
      text += app.get(other.user(), job + "/results").raw().body();
    } else if (answer.status() == 201) {
      answer
          .raw()
          .headers()
          .firstValue("Location")
          .ifPresent(made -> app.send(other.user(), "DELETE", made, null, null));
    }
    return text.replace(thing, "*")
        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "*")
        .replaceAll("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+(Z|[+-]\\d\\d:\\d\\d)", "*");
  }
}
