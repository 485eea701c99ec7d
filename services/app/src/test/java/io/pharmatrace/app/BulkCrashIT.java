package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Kills the application in the middle of work on many packs; another one goes on with it. */
@PharmaTraceInfrastructure
class BulkCrashIT {
  private static Path home;

  @BeforeAll
  static void register(Infrastructure infrastructure) {
    try (RunningApplication app = RunningApplication.start(infrastructure, Map.of())) {
      home = app.home();
      new SupplyChain(app, infrastructure.kafka().bootstrapServers()).register();
      BulkJobs.packs(app, "CHANGED", BulkJobs.serials("CHANGED-", 1_300));
      BulkJobs.batch(app, "WHOLE");
    }
  }

  private static RunningApplication start(Infrastructure infrastructure, int workers) {
    return RunningApplication.start(
        infrastructure,
        Map.of("pharmatrace.home", home.toString(), "pharmatrace.jobs.workers", workers));
  }

  /** How many packs there are of a batch, in a state. */
  private static int packs(RunningApplication app, String lot, String state) {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT count(*) FROM custody.packs p
                        JOIN registry.batches b ON b.id = p.batch_id
                        WHERE b.lot = :lot AND p.state = :state
                        """)
                    .bind("lot", lot)
                    .bind("state", state)
                    .mapTo(Integer.class)
                    .one());
  }

  @Test
  void ofABatchThatIsBeingRegisteredNothingIsThereUntilTheNextProcessHasRegisteredAll(
      Infrastructure infrastructure) throws Exception {
    String address;
    try (RunningApplication app = start(infrastructure, 0)) {
      address =
          BulkJobs.address(
              app.post(
                  MAKER,
                  BulkJobs.path("WHOLE"),
                  "text/plain",
                  String.join("\n", BulkJobs.serials("WHOLE-", 11_000))));
    }
    ApplicationProcess.killAt(Steps.JOB_CHUNK_DONE, infrastructure, home);
    try (RunningApplication app = start(infrastructure, 0)) {
      assertThat(packs(app, "WHOLE", "Active")).isZero();
    }
    try (RunningApplication app = start(infrastructure, 2)) {
      assertThat(BulkJobs.finished(app, address).get("state").asText()).isEqualTo("done");
      assertThat(packs(app, "WHOLE", "Active")).isEqualTo(11_000);
    }
  }

  @Test
  void changesAreGoneOnWithWhereTheyStoppedAndNoneIsMadeTwice(Infrastructure infrastructure)
      throws Exception {
    List<String> serials = BulkJobs.serials("CHANGED-", 1_300);
    String address;
    try (RunningApplication app = start(infrastructure, 0)) {
      address =
          BulkJobs.address(
              app.post(
                  MAKER,
                  "/api/v1/packs/changes?transactionId=crash&state=Supplied&place=" + MAKER_GLN,
                  "text/csv",
                  serials.stream()
                      .map(serial -> GTIN + "," + serial)
                      .collect(Collectors.joining("\n", "gtin,serial\n", ""))));
    }
    ApplicationProcess.killAt(Steps.JOB_CHUNK_STORED, infrastructure, home); // begun
    ApplicationProcess.killAt(Steps.JOB_CHUNK_STORED, infrastructure, home);
    ApplicationProcess.killAt(Steps.JOB_CHUNK_DONE, infrastructure, home);
    try (RunningApplication app = start(infrastructure, 0)) {
      assertThat(packs(app, "CHANGED", "Supplied")).isEqualTo(500);
    }
    try (RunningApplication app = start(infrastructure, 2)) {
      JsonNode job = BulkJobs.finished(app, address);
      assertThat(job.get("done").asInt()).isEqualTo(1_300);
      assertThat(job.get("refused").asInt()).isZero();
      assertThat(BulkJobs.results(app, address).stream().map(r -> r.get("item").asText()))
          .hasSize(1_300)
          .doesNotHaveDuplicates();
      assertThat(packs(app, "CHANGED", "Supplied")).isEqualTo(1_300);
    }
  }
}
