package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages that end before they are full: whoever follows the links gets everything once. */
@PharmaTraceInfrastructure
abstract class EarlyPagesTest {
  private final Map<String, Object> settings;

  EarlyPagesTest(Map<String, Object> settings) {
    this.settings = settings;
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2", name = "REST query interface: paging")
  void whoFollowsTheLinksGetsEverythingOnce(Infrastructure infrastructure) {
    try (RunningApplication app = RunningApplication.start(infrastructure, settings)) {
      new SupplyChain(app, infrastructure.kafka().bootstrapServers()).register();
      String[] events =
          IntStream.range(0, 10)
              .mapToObj(i -> Captures.commissioning("EP" + i).replace("08:00", "08:0" + i))
              .toArray(String[]::new);
      Captures.job(app, MAKER, "application/json", Captures.document(events));
      List<String> told = new ArrayList<>();
      int pages = 0;
      @Nullable String next = "/epcis/v2/events?EQ_bizStep=commissioning&perPage=10";
      while (next != null) {
        Answer page = app.get(MAKER, next);
        assertThat(page.status()).isEqualTo(200);
        pages++;
        page.body()
            .findValues("epcList")
            .forEach(list -> told.add(list.get(0).asText().replaceAll(".*/", "")));
        next = Answers.next(page).orElse(null);
      }
      assertThat(pages).isGreaterThan(3);
      assertThat(told)
          .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "EP" + (9 - i)).toList());
    }
  }
}
