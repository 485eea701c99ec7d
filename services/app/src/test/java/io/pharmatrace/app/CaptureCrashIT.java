package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills the application with SIGKILL in the middle of a document; another one goes on with it. */
@PharmaTraceInfrastructure
@Feature(
    standard = Standard.EPCIS,
    section = "8.2.7",
    name = "Capture job survives a crash without loss or doubling")
class CaptureCrashIT {
  private static final int EVENTS = 1_300;

  private static Path home;

  @BeforeAll
  static void register(Infrastructure infrastructure) {
    try (RunningApplication app = RunningApplication.start(infrastructure, Map.of())) {
      home = app.home();
      new SupplyChain(app, infrastructure.kafka().bootstrapServers()).register();
    }
  }

  /** An application that receives documents, with so many loops that work on them. */
  private static RunningApplication start(Infrastructure infrastructure, int workers) {
    return RunningApplication.start(
        infrastructure,
        Map.of(
            "pharmatrace.home", home.toString(), "pharmatrace.custody.capture.workers", workers));
  }

  @ParameterizedTest
  @ValueSource(strings = {"proceed", "rollback"})
  void aDocumentIsFinishedByTheNextProcess(String behaviour, Infrastructure infrastructure)
      throws Exception {
    String address;
    String[] events =
        IntStream.range(0, EVENTS)
            .mapToObj(i -> Captures.commissioning(behaviour + i))
            .toArray(String[]::new);
    try (RunningApplication app = start(infrastructure, 0)) {
      var answer =
          Captures.post(app, MAKER, "application/json", Captures.document(events), behaviour);
      address = answer.raw().headers().firstValue("Location").orElseThrow();
    }
    ApplicationProcess.killAt(Steps.CAPTURED, infrastructure, home);
    try (RunningApplication app = start(infrastructure, 0)) {
      JsonNode job = app.get(MAKER, address).body();
      assertThat(job.get("running").asBoolean()).isTrue();
      assertThat(count(app, behaviour))
          .as("%s", job)
          .isEqualTo(behaviour.equals("proceed") ? 500 : 0);
    }
    try (RunningApplication app = start(infrastructure, 2)) {
      JsonNode job = Captures.finished(app, MAKER, address);
      assertThat(job.get("success").asBoolean()).as("%s", job).isTrue();
      assertThat(job.get("events").asInt()).isEqualTo(EVENTS);
      assertThat(count(app, behaviour)).isEqualTo(EVENTS);
    }
  }

  /** Events of this test with an entry in the log each. */
  private static long count(RunningApplication app, String prefix) {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT count(DISTINCT n.id) FROM custody.event e
                        JOIN anchoring.entry n ON n.id = e.entry_id
                        WHERE e.document LIKE '%/21/' || :prefix || '%'
                        """)
                    .bind("prefix", prefix)
                    .mapTo(Long.class)
                    .one());
  }
}
