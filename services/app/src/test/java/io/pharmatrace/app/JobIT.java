package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.Jobs;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long work that a request begins: its progress, its end, and what becomes of it in a crash. */
@PharmaTraceInfrastructure
class JobIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static RunningApplication app;
  private static Path home;
  private static UUID maker;

  @BeforeAll
  static void start(Infrastructure infrastructure) {
    app = RunningApplication.start(infrastructure, Map.of(CountingJobs.PROPERTY, "true"));
    home = app.home();
    new SupplyChain(app, infrastructure.kafka().bootstrapServers()).register();
    app.bean(Jdbi.class).useHandle(handle -> handle.execute(CountingJobs.MAKE_TABLE));
    maker =
        app.bean(Organisations.class).all().stream()
            .filter(o -> o.gln().digits().equals(MAKER_GLN))
            .map(Organisation::id)
            .findFirst()
            .orElseThrow();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  /** An application on the same home that does the jobs. */
  private static Map<String, Object> counting() {
    return Map.of(CountingJobs.PROPERTY, "true", "pharmatrace.home", home.toString());
  }

  /** Begins a job of the maker that nobody does while the kind is not there. */
  private static String begin(RunningApplication in, String parameters) {
    return begin(in, MAKER, parameters);
  }

  private static String begin(RunningApplication in, String user, String parameters) {
    Caller caller = new Caller(user, false, maker, Set.of(Role.MANUFACTURER), null);
    UUID id =
        in.bean(Jdbi.class)
            .inTransaction(
                handle ->
                    in.bean(Jobs.class)
                        .begin(handle, caller, CountingJobs.NAME, parameters, new byte[0]));
    return Jobs.location(id).toString();
  }

  private static JsonNode finished(String address) {
    await().atMost(PATIENCE).until(() -> app.get(MAKER, address).body().has("finished"));
    return app.get(MAKER, address).body();
  }

  private static List<Integer> counted(String address) {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT item FROM public.counted WHERE job = :job ORDER BY item")
                    .bind("job", UUID.fromString(address.substring(address.lastIndexOf('/') + 1)))
                    .mapTo(Integer.class)
                    .list());
  }

  @Test
  void everyItemIsDoneOnceAndToldOf() {
    String address = begin(app, "chunks 95");
    JsonNode job = finished(address);
    assertThat(job.get("state").asText()).isEqualTo("done");
    assertThat(job.get("total").asInt()).isEqualTo(95);
    assertThat(job.get("done").asInt()).isEqualTo(95);
    assertThat(job.get("share").asDouble()).isEqualTo(1);
    assertThat(job.get("refused").asInt()).isEqualTo(14);
    assertThat(job.get("errors").findValuesAsText("position"))
        .containsExactly("0", "7", "14", "21", "28", "35", "42", "49", "56", "63");
    assertThat(counted(address)).hasSize(95).doesNotHaveDuplicates();
  }

  @Test
  void resultsComeInPagesOrAsATableThatNoSpreadsheetTakesForFormulas() {
    String results = begin(app, "chunks 30") + "/results";
    finished(results.replace("/results", ""));
    JsonNode all = app.get(MAKER, results).body();
    assertThat(all.findValuesAsText("n")).hasSize(30).startsWith("1", "2").endsWith("30");
    JsonNode page = app.get(MAKER, results + "?outcome=refused&limit=2&after=1").body();
    assertThat(page.findValuesAsText("item")).containsExactly("item 7", "item 14");

    String table =
        app.send(
                MAKER,
                "GET",
                results + "?outcome=refused",
                null,
                null,
                Map.of("Accept", "text/csv"))
            .raw()
            .body();
    assertThat(table)
        .startsWith("n,position,outcome,item,field,code,detail,reason,alert,raised\r\n")
        .contains("\r\n8,7,refused,item 7,number,value-invalid,'=seven times a number,,,\r\n");
    assertThat(table.lines()).hasSize(6);
    Answers.assertProblem(app.get(MAKER, results + "?outcome=odd"), ErrorCode.INVALID_VALUE);
  }

  @Test
  void whatIsWholeOrAbsentShowsHowFarItIsBeforeAnythingOfItIsThere() {
    String address = begin(app, "whole 100");
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> app.get(MAKER, address).body().get("done").asInt() > 0);
    assertThat(counted(address)).isEmpty();
    assertThat(app.get(MAKER, address).body().get("state").asText()).isEqualTo("running");
    assertThat(finished(address).get("done").asInt()).isEqualTo(100);
    assertThat(counted(address)).hasSize(100);
  }

  @Test
  void whatIsGivenUpLeavesNothingButTheReason() {
    String address = begin(app, "whole 5");
    JsonNode job = finished(address);
    assertThat(job.get("state").asText()).isEqualTo("failed");
    assertThat(job.get("code").asText()).isEqualTo("value-invalid");
    assertThat(job.get("reason").asText()).isEqualTo("The number is odd.");
    assertThat(job.get("errors").findValuesAsText("item")).containsExactly("one");
    assertThat(counted(address)).isEmpty();
  }

  @Test
  void aChunkThatCannotBeDoneFailsItsJobAndStopsNoOther() {
    String poisoned = begin(app, "poison 40");
    String behind = begin(app, "chunks 10");
    assertThat(finished(behind).get("state").asText()).isEqualTo("done");
    JsonNode job = finished(poisoned);
    assertThat(job.get("state").asText()).isEqualTo("failed");
    assertThat(job.get("code").asText()).isEqualTo(ErrorCode.INTERNAL.code());
    assertThat(job.get("reason").asText()).doesNotContain("poison");
    assertThat(counted(poisoned)).hasSize(20); // The chunks before it.
  }

  @Test
  void whoIsSuspendedHasNothingDoneForHim() {
    app.put(
        "admin",
        "/api/v1/users/gone",
        "{\"name\":\"Gone\",\"organisation\":\"%s\",\"roles\":[\"manufacturer\"],\"password\":\"%s\"}"
            .formatted(MAKER_GLN, RunningApplication.PASSWORD));
    app.put(
        "admin",
        "/api/v1/standings/user/gone",
        "{\"standing\":\"suspended\",\"reason\":\"for the test\"}");
    // Those who know the standing of a second ago may do one more.
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                finished(begin(app, "gone", "chunks 1")).path("code").asText().equals("suspended"));
    String address = begin(app, "gone", "chunks 1");
    assertThat(finished(address).get("state").asText()).isEqualTo("failed");
    assertThat(counted(address)).isEmpty();
  }

  @Test
  void anotherOrganisationSeesNothingOfIt() {
    String address = begin(app, "chunks 1");
    finished(address);
    for (String path : List.of(address, address + "/results")) {
      for (String who : List.of(PHARMACY, "admin", SupplyChain.REGULATOR)) {
        Answers.assertProblem(app.get(who, path), ErrorCode.NOT_FOUND);
      }
    }
    assertThat(app.get(PHARMACY, "/api/v1/jobs").body().toString())
        .doesNotContain(address.substring(address.lastIndexOf('/') + 1));
  }

  @Test
  void jobsAreListedPageByPageTheNewestFirst() {
    String older = begin(app, "chunks 1");
    String newer = begin(app, "chunks 1");
    JsonNode first = app.get(MAKER, "/api/v1/jobs?limit=1").body().get(0);
    assertThat(newer).endsWith(first.get("id").asText());
    JsonNode next =
        app.get(MAKER, "/api/v1/jobs?limit=1&after=" + first.get("id").asText()).body().get(0);
    assertThat(older).endsWith(next.get("id").asText());
  }

  @Test
  void twoProcessesShareTheWorkAndDoNothingTwice(Infrastructure infrastructure) {
    try (RunningApplication other = RunningApplication.start(infrastructure, counting())) {
      List<String> addresses = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        addresses.add(begin(i % 2 == 0 ? app : other, "chunks 200"));
      }
      for (String address : addresses) {
        assertThat(finished(address).get("done").asInt()).isEqualTo(200);
        assertThat(counted(address)).hasSize(200).doesNotHaveDuplicates();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Steps.JOB_CHUNK_DONE, Steps.JOB_CHUNK_STORED})
  void aJobIsFinishedByTheNextProcess(String step, Infrastructure infrastructure) throws Exception {
    app.close();
    String address;
    try (RunningApplication idle =
        RunningApplication.start(infrastructure, Map.of("pharmatrace.home", home.toString()))) {
      address = begin(idle, "chunks 95");
    }
    ApplicationProcess.killAt(step, infrastructure, home, Map.of(CountingJobs.PROPERTY, "true"));
    app = RunningApplication.start(infrastructure, counting());
    assertThat(finished(address).get("done").asInt()).isEqualTo(95);
    assertThat(counted(address)).hasSize(95).doesNotHaveDuplicates();
  }
}
