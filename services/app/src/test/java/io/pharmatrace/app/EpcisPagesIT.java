package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.encoded;
import static io.pharmatrace.app.EpcisEvents.list;
import static io.pharmatrace.app.EpcisEvents.pack;
import static io.pharmatrace.app.EpcisEvents.texts;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
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

/** Pages, and the lists that lead to events. */
class EpcisPagesIT extends EpcisQueryTest {
  @ParameterizedTest
  @Feature(standard = Standard.EPCIS, section = "8.2", name = "REST query interface: paging")
  @ValueSource(
      strings = {
        "?perPage=4",
        "?perPage=4&orderBy=eventTime&orderDirection=ASC",
        "?perPage=4&orderBy=recordTime",
        "?perPage=3&orderBy=recordTime&orderDirection=ASC&EQ_ILMD_cbvmda:lotNumber=QL",
        "?perPage=4&EQ_action=ADD%7COBSERVE&orderBy=https%3A%2F%2Fns.example%2Fepcis%23rank",
      })
  void pagesHaveEveryEventOnce(String query) {
    List<String> all =
        epcis.events(MAKER, EVENTS + query.replaceFirst("perPage=.", "perPage=1000")).stream()
            .map(e -> e.get("eventID").asText())
            .toList();
    List<String> paged = new ArrayList<>();
    Optional<String> path = Optional.of(EVENTS + query);
    while (path.isPresent()) {
      Answer page = app.get(MAKER, path.get());
      assertThat(page.status()).as(page.raw().body()).isEqualTo(200);
      assertThat(list(page)).hasSizeBetween(1, 4);
      list(page).forEach(e -> paged.add(e.get("eventID").asText()));
      path = Answers.next(page);
      assertThat(page.raw().headers().firstValue("GS1-Next-Page-Token-Expires").isPresent())
          .isEqualTo(path.isPresent());
    }
    assertThat(paged).containsExactlyElementsOf(all).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2", name = "REST query interface: paging")
  void aTokenIsForItsQueryAndItsCallerOnly() {
    String next = Answers.next(app.get(MAKER, EVENTS + "?perPage=2&EQ_action=ADD")).orElseThrow();
    assertThat(app.get(MAKER, next).status()).isEqualTo(200);
    assertThat(app.get(MAKER, next.replace("perPage=2", "perPage=3")).status()).isEqualTo(200);
    int end = next.length() - 3;
    String changed = next.substring(0, end) + (next.charAt(end) == 'A' ? 'B' : 'A');
    for (String wrong :
        List.of(
            next.replace("EQ_action=ADD", "EQ_action=OBSERVE"),
            next.replace("/events", "/bizSteps/shipping/events"),
            changed + next.substring(end + 1),
            EVENTS + "?nextPageToken=AAAA",
            EVENTS + "?nextPageToken=%25%25")) {
      Answers.assertProblem(app.get(MAKER, wrong), ErrorCode.QUERY_PARAMETER);
    }
    Answers.assertProblem(app.get(WHOLESALER, next), ErrorCode.QUERY_PARAMETER);
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2", name = "REST query interface: collections")
  void listsLeadToEvents() {
    assertThat(members("/epcis/v2")).hasSize(9).contains("events", "queries", "capture");
    assertThat(members("/epcis/v2/eventTypes")).hasSize(5);
    assertThat(members("/epcis/v2/bizSteps?perPage=1000")).contains("shipping", "void_shipping");
    assertThat(members("/epcis/v2/dispositions")).hasSize(30);
    assertThat(members("/epcis/v2/readPoints"))
        .containsExactly("https://id.gs1.org/414/" + MAKER_GLN);
    assertThat(members("/epcis/v2/bizLocations")).isEmpty();
    assertThat(members("/epcis/v2/epcs")).hasSize(10).contains(pack("Q0"));
    String place = encoded("urn:epc:id:sgln:9521101.00001.0");
    for (String path :
        List.of(
            "eventTypes/ObjectEvent",
            "bizSteps/shipping",
            "dispositions/in_transit",
            "readPoints/" + place,
            "epcs/" + encoded(pack("Q0")),
            "epcs/urn:epc:id:sgtin:9521101.000002.Q0")) {
      assertThat(members("/epcis/v2/" + path)).as(path).containsExactly("events");
      assertThat(epcis.events(MAKER, "/epcis/v2/" + path + "/events")).as(path).isNotEmpty();
    }
    assertThat(epcis.events(MAKER, "/epcis/v2/bizSteps/shipping/events?EQ_action=ADD")).isEmpty();
    assertThat(epcis.events(MAKER, "/epcis/v2/readPoints/" + place + "/events?EQ_bizStep=shipping"))
        .hasSize(5);
    Answers.assertProblem(
        app.get(MAKER, "/epcis/v2/epcs/" + encoded(pack("NONE"))), ErrorCode.NOT_FOUND);
  }

  @ParameterizedTest
  @Feature(standard = Standard.EPCIS, section = "8.2", name = "REST query interface: collections")
  @ValueSource(strings = {"epcs", "bizSteps", "dispositions", "eventTypes"})
  void listsHavePages(String list) {
    List<String> paged = new ArrayList<>();
    Optional<String> path = Optional.of("/epcis/v2/" + list + "?perPage=3");
    while (path.isPresent()) {
      Answer page = app.get(MAKER, path.get());
      assertThat(page.body().path("member")).hasSizeLessThanOrEqualTo(3);
      paged.addAll(texts(page.body().path("member")));
      path = Answers.next(page);
    }
    assertThat(paged)
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(members("/epcis/v2/" + list + "?perPage=1000"));
  }

  private static List<String> members(String path) {
    Answer answer = app.get(MAKER, path);
    assertThat(answer.status()).as("%s: %s", path, answer.raw().body()).isEqualTo(200);
    return texts(answer.body().path("member"));
  }
}
