package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.ItemLines;
import io.pharmatrace.platform.jobs.Jobs;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jobs in a process with a small heap, that ends when that is used up; and whose turn it is. */
@PharmaTraceInfrastructure
class JobMemoryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Path home;

  @BeforeAll
  static void register(Infrastructure infrastructure) {
    try (RunningApplication app = RunningApplication.start(infrastructure, Map.of())) {
      home = app.home();
      new SupplyChain(app, infrastructure.kafka().bootstrapServers()).register();
      app.bean(Jdbi.class).useHandle(handle -> handle.execute(CountingJobs.MAKE_TABLE));
    }
  }

  private static RunningApplication start(Infrastructure infrastructure, int workers) {
    return RunningApplication.start(
        infrastructure,
        Map.of(
            CountingJobs.PROPERTY,
            "true",
            "pharmatrace.home",
            home.toString(),
            "pharmatrace.jobs.workers",
            workers));
  }

  private static String begin(
      RunningApplication app,
      String user,
      String gln,
      Role role,
      String kind,
      String parameters,
      byte[] input) {
    UUID organisation =
        app.bean(Organisations.class).all().stream()
            .filter(o -> o.gln().digits().equals(gln))
            .map(Organisation::id)
            .findFirst()
            .orElseThrow();
    Caller caller = new Caller(user, false, organisation, Set.of(role), null);
    UUID id =
        app.bean(Jdbi.class)
            .inTransaction(
                handle -> app.bean(Jobs.class).begin(handle, caller, kind, parameters, input));
    return Jobs.location(id).toString();
  }

  private static String count(RunningApplication app, String user, String gln, String parameters) {
    Role role = user.equals(MAKER) ? Role.MANUFACTURER : Role.DISTRIBUTOR;
    return begin(app, user, gln, role, CountingJobs.NAME, parameters, new byte[0]);
  }

  /** An input of the largest size: changes of packs, each without a state. */
  private static byte[] largest() {
    ItemLines.Writer lines = new ItemLines.Writer();
    List<String> cells = List.of("09521101000009", "S", "", "", "", "", "", "", "x".repeat(100));
    int size = ("100000\t" + String.join("\t", cells) + "\n").length();
    List<@Nullable String> row = cells.stream().<@Nullable String>map(cell -> cell).toList();
    for (int i = 0; i < Jobs.MAX_INPUT / size; i++) {
      lines.add(100_000 + i, row);
    }
    return lines.bytes();
  }

  @Test
  void twoInputsOfTheLargestSizeAreWorkedOnAtTheSameTimeInASmallHeap(Infrastructure infrastructure)
      throws Exception {
    try (RunningApplication app = start(infrastructure, 0)) {
      for (int i = 0; i < 2; i++) {
        String parameters = "{\"transactionId\":\"large-%d\"}".formatted(i);
        begin(app, MAKER, MAKER_GLN, Role.MANUFACTURER, "pack-changes", parameters, largest());
      }
    }
    ApplicationProcess.killAt(Steps.JOB_CHUNK_DONE, infrastructure, home);
    try (RunningApplication app = start(infrastructure, 0)) {
      app.bean(Jdbi.class).useHandle(handle -> handle.execute("DELETE FROM platform.job"));
    }
  }

  @Test
  void aJobThatTakesItsProcessDownIsGivenUp(Infrastructure infrastructure) throws Exception {
    String address;
    try (RunningApplication app = start(infrastructure, 0)) {
      address = count(app, MAKER, MAKER_GLN, "exhaust 1");
    }
    for (int i = 0; i < 3; i++) {
      ApplicationProcess.exhaust(infrastructure, home, Map.of(CountingJobs.PROPERTY, "true"));
    }
    try (RunningApplication app = start(infrastructure, 1)) {
      await().atMost(PATIENCE).until(() -> app.get(MAKER, address).body().has("finished"));
      JsonNode job = app.get(MAKER, address).body();
      assertThat(job.get("state").asText()).isEqualTo("failed");
      assertThat(job.get("code").asText()).isEqualTo(ErrorCode.INTERNAL.code());
      String next = count(app, MAKER, MAKER_GLN, "chunks 20");
      await().atMost(PATIENCE).until(() -> app.get(MAKER, next).body().has("finished"));
      assertThat(app.get(MAKER, next).body().get("done").asInt()).isEqualTo(20);
    }
  }

  private static OffsetDateTime finished(RunningApplication app, String who, String job) {
    return OffsetDateTime.parse(app.get(who, job).body().get("finished").asText());
  }

  @Test
  void anOrganisationWithManyJobsDoesNotHoldUpAnothersOnlyOne(Infrastructure infrastructure) {
    try (RunningApplication idle = start(infrastructure, 0)) {
      List<String> many =
          IntStream.range(0, 8).mapToObj(i -> count(idle, MAKER, MAKER_GLN, "whole 20")).toList();
      String one = count(idle, WHOLESALER, WHOLESALER_GLN, "chunks 20");
      try (RunningApplication app = start(infrastructure, 1)) {
        await().atMost(PATIENCE).until(() -> app.get(WHOLESALER, one).body().has("finished"));
        await()
            .atMost(PATIENCE)
            .until(() -> many.stream().allMatch(job -> app.get(MAKER, job).body().has("finished")));
        OffsetDateTime end = finished(app, WHOLESALER, one);
        assertThat(many.stream().filter(job -> finished(app, MAKER, job).isBefore(end)).count())
            .isLessThanOrEqualTo(2);
      }
    }
  }
}
