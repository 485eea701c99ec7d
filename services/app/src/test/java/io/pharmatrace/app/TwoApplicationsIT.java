package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.testsupport.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two applications on one database: what one of them decides the other one knows. */
class TwoApplicationsIT extends PackStateTest {
  private final Infrastructure infrastructure;
  private RunningApplication other;

  TwoApplicationsIT(Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
  }

  @BeforeEach
  void startOther() {
    other =
        RunningApplication.start(
            infrastructure,
            Map.of(
                "pharmatrace.roles",
                "registry,custody,verification",
                "kafka.group.instance.id",
                "it-other"));
  }

  @AfterEach
  void stopOther() {
    other.close();
  }

  /** By one transaction id none is refused: all are told of the one change that there is. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofAHundredSimultaneousDispensesByBothExactlyOneIsStored(boolean repeats) throws Exception {
    String serial = pack("BOTH-" + repeats);
    List<RunningApplication> both = List.of(app, other);
    both.forEach(one -> one.token(MAKER));
    CountDownLatch start = new CountDownLatch(1);
    try (var threads = Executors.newFixedThreadPool(100)) {
      List<Callable<Answer>> dispenses =
          IntStream.range(0, 100)
              .<Callable<Answer>>mapToObj(
                  i ->
                      () -> {
                        start.await();
                        return both.get(i % 2)
                            .send(
                                MAKER,
                                "PATCH",
                                "/api/v1/packs/" + GTIN + "/" + serial,
                                "application/json",
                                repeats
                                    ? wanted("both", "Supplied", yesterday, MAKER_GLN)
                                    : wanted("Supplied", yesterday.plusSeconds(i), MAKER_GLN));
                      })
              .toList();
      var answers = dispenses.stream().map(threads::submit).toList();
      start.countDown();
      List<Integer> statuses = new ArrayList<>();
      for (var answer : answers) {
        statuses.add(answer.get().status());
      }
      assertThat(statuses).filteredOn(status -> status == 200).hasSize(repeats ? 100 : 1);
      assertThat(statuses).filteredOn(status -> status == 409).hasSize(repeats ? 0 : 99);
    }
    assertThat(trace(serial).path("steps").findValuesAsText("bizStep"))
        .filteredOn("dispensing"::equals)
        .hasSize(1);
    for (RunningApplication one : both) {
      assertThat(
              one.get(MAKER, "/api/v1/packs/" + GTIN + "/" + serial)
                  .body()
                  .path("verdict")
                  .asText())
          .isEqualTo("SUPPLIED");
    }
  }
}
