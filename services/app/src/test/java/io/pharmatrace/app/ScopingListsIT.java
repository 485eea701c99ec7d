package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.http.HttpMethod;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.security.Role;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No list tells anybody of what another organisation has. */
class ScopingListsIT extends ScopingTest {
  private static final String RECALLED = "SC-RECALLED";

  /** By what each list tells its owner of something of the maker's. */
  private static final Map<String, String> MARKS =
      new HashMap<>(
          Map.ofEntries(
              Map.entry("/api/v1/organisations", MAKER_GLN),
              Map.entry("/api/v1/sites", MAKER_GLN),
              Map.entry("/api/v1/readers", "maker-reader"),
              Map.entry("/api/v1/users", "User of maker"),
              Map.entry("/epcis/v2/events", PACK),
              Map.entry("/epcis/v2/epcs", PACK),
              Map.entry("/epcis/v2/bizLocations", MAKER_GLN),
              Map.entry("/epcis/v2/readPoints", MAKER_GLN),
              Map.entry("/epcis/v2/queries", "makers-query"),
              Map.entry("/api/v1/offers", PARTNER_GLN),
              Map.entry("/api/v1/stock", "SC1"),
              Map.entry("/api/v1/stock/recalled", RECALLED),
              Map.entry("/api/v1/alerts", NEVER_MADE),
              Map.entry("/api/v1/alert-webhook", WEBHOOK)));

  /** Lists that are the same for everybody, or of nothing that is kept, and why. */
  private static final Map<String, String> PUBLIC =
      Map.of(
          "/api/v1/products", "products are for everybody",
          "/api/v1/recalls", "recalls are for everybody",
          "/epcis/v2", "what can be asked for",
          "/api/v1/archive/batches", "what is old enough; RetentionIT says whose",
          "/epcis/v2/eventTypes", "words of the standard",
          "/epcis/v2/bizSteps", "words; EpcisVisibilityIT says which",
          "/epcis/v2/dispositions", "words; EpcisVisibilityIT says which",
          "/api/v1/alerts/stream", "never ends; AlertNotificationIT",
          "/checkConnectivity", "says who answers for a product");

  @BeforeAll
  static void marks() {
    for (String list : Set.of("/api/v1/jobs", "/epcis/v2/capture", "/api/v1/rejections")) {
      MARKS.put(list, Objects.requireNonNull(THINGS.get(list + "/{id}")).theirs());
    }
  }

  @BeforeAll
  static void recalled() {
    commissioned("SC-REC", RECALLED);
    assertThat(
            app.post(
                    MAKER,
                    "/api/v1/recalls",
                    "application/json",
                    "{\"gtin\":\"%s\",\"batch\":\"%s\",\"reason\":\"glass\"}"
                        .formatted(SupplyChain.GTIN, RECALLED))
                .status())
        .isEqualTo(201);
    await()
        .atMost(PATIENCE)
        .until(() -> app.get(MAKER, "/api/v1/stock/recalled").raw().body().contains(RECALLED));
  }

  private static Set<Routes> lists() {
    Set<Routes> lists = new HashSet<>();
    Routes.guarded()
        .filter(route -> route.method() == HttpMethod.GET && !route.template().contains("{"))
        .filter(route -> !route.users().equals(Set.of(Role.ADMINISTRATOR)))
        .filter(route -> !PUBLIC.containsKey(route.template()))
        .forEach(lists::add);
    return lists;
  }

  /** A list that is new is compared, or stands in {@link #PUBLIC} with the reason. */
  @Test
  void everyListIsCompared() {
    Set<String> compared = new TreeSet<>();
    lists().forEach(route -> compared.add(route.template()));
    assertThat(compared).isEqualTo(new TreeSet<>(MARKS.keySet()));
  }

  @Test
  void theOwnerIsToldOfItsOwn() {
    SoftAssertions all = new SoftAssertions();
    for (Routes route : lists()) {
      all.assertThat(told(MAKER, route)).as("%s", route).contains(mark(route));
    }
    all.assertAll();
  }

  @Test
  void nobodyElseIsToldOfIt() {
    SoftAssertions all = new SoftAssertions();
    for (Routes route : lists()) {
      for (Other other : OTHERS) {
        if (other.isStrangerTo(route)) {
          all.assertThat(told(other.user(), route))
              .as("%s as %s", route, other.user())
              .doesNotContain(mark(route));
        }
      }
    }
    all.assertAll();
  }

  private static String mark(Routes route) {
    return Objects.requireNonNull(MARKS.get(route.template()));
  }

  private static String told(String who, Routes route) {
    Answer answer = app.get(who, route.template());
    assertThat(answer.status()).as("%s as %s", route, who).isIn(200, 404);
    return answer.raw().body();
  }
}
