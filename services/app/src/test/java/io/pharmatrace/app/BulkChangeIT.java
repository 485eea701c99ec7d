package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The states of many packs are changed by a job, each by the rules of docs/pack-states.md. By hand,
 * with as many as there may be: {@code -Dchanges=500000}.
 */
class BulkChangeIT extends SupplyChainTest {
  private static final int COUNT = Integer.getInteger("changes", 1_200);
  private static final String PATH = "/api/v1/packs/changes?transactionId=";
  private static final String SUPPLIED = "&state=Supplied&time=2026-03-01T10:00:00%2B01:00&place=";

  private static Answer send(String query, String csv) {
    return app.post(MAKER, PATH + query, "text/csv", csv);
  }

  /** A table of packs without anything else. */
  private static String table(List<String> serials) {
    return serials.stream()
        .map(serial -> GTIN + "," + serial)
        .collect(Collectors.joining("\n", "gtin,serial\n", "\n"));
  }

  /** What became of the rows: number, outcome and code. */
  private static List<String> results(Answer answer) {
    BulkJobs.finished(app, answer);
    return BulkJobs.results(app, BulkJobs.address(answer)).stream()
        .map(
            r ->
                r.get("position").asText()
                    + " "
                    + r.get("outcome").asText()
                    + " "
                    + r.path("code").asText(""))
        .map(String::strip)
        .toList();
  }

  private static String state(String serial) {
    return verdict(MAKER, serial).path("verdict").asText();
  }

  @Test
  void eachPackIsChangedByItselfAndARefusedOneKeepsNoOtherBack() {
    BulkJobs.packs(app, "EACH", BulkJobs.serials("EACH-", 8));
    String csv =
        """
        gtin,serial,state,undone,time,place,batch,expiry,transactionId
        %1$s,EACH-0,Supplied,,2026-02-01T10:00:00+01:00,%2$s,EACH,310131,
        %1$s,EACH-0,Supplied,,2026-02-01T10:00:01+01:00,%2$s,,,
        %1$s,EACH-1,Locked,,,,,,
        %1$s,NEVER,Supplied,,,,,,
        %1$s,EACH-2,Melted,,,,,,
        %1$s,EACH-3,Supplied,,yesterday,,,,
        09521101000024,EACH-4,Supplied,,,,,,
        %1$s,EACH-5,Supplied,,,%3$s,,,
        %1$s,EACH-6,Supplied,,,,OTHER,,
        %1$s,EACH-0,Active,Supplied,2026-02-02T10:00:00+01:00,%2$s,,,
        %1$s,EACH-7,Exported,,2099-01-01T00:00:00Z,,,,
        """
            .formatted(GTIN, MAKER_GLN, OUTSIDER_GLN);
    assertThat(results(send("each", csv)))
        .containsExactly(
            "2 done",
            "3 refused state-just-set",
            "4 done",
            "5 refused unit-unknown",
            "6 refused value-invalid",
            "7 refused value-invalid",
            "8 refused value-invalid",
            "9 refused read-point-unknown",
            "10 refused batch-differs",
            "11 done",
            "12 refused value-invalid");
    assertThat(state("EACH-0")).isEqualTo("OK");
    assertThat(state("EACH-1")).isEqualTo("LOCKED");
    assertThat(state("EACH-2")).isEqualTo("OK");
  }

  @Test
  void whatWasDoneOfflineKeepsItsTimeAndIsTracedPackByPack() {
    BulkJobs.packs(app, "OFFLINE", BulkJobs.serials("OFFLINE-", 3));
    Answer answer =
        app.post(
            MAKER,
            PATH + "offline",
            "application/json",
            """
            [{"gtin":"%1$s","serial":"OFFLINE-0","state":"Supplied","time":"2026-05-05T08:30:00+02:00","place":"%2$s"},
             {"gtin":"%1$s","serial":"OFFLINE-1","state":"Supplied","time":"2026-05-05T08:30:00+02:00","place":"%2$s"}]
            """
                .formatted(GTIN, MAKER_GLN));
    assertThat(results(answer)).containsExactly("1 done", "2 done");
    for (String serial : List.of("OFFLINE-0", "OFFLINE-1")) {
      JsonNode step = trace(serial).path("steps").path(1);
      assertThat(OffsetDateTime.parse(step.path("time").asText()))
          .isEqualTo(OffsetDateTime.parse("2026-05-05T08:30:00+02:00"));
      assertThat(step.path("place").asText()).isEqualTo(MAKER_GLN);
    }
    assertThat(trace("OFFLINE-0").path("steps").path(1).path("event"))
        .isNotEqualTo(trace("OFFLINE-1").path("steps").path(1).path("event"));
  }

  @Test
  void aRetryIsGivenTheFirstAnswersAndChangesNothing() {
    BulkJobs.packs(app, "AGAIN", BulkJobs.serials("AGAIN-", 3));
    String csv = table(List.of("AGAIN-0", "AGAIN-1", "NEVER")) + GTIN + ",AGAIN-0\n";
    String query = "again" + SUPPLIED + MAKER_GLN;
    Answer begun = send(query, csv);
    String job = BulkJobs.address(begun);
    List<String> first = results(begun);
    assertThat(first)
        .containsExactly("2 done", "3 done", "4 refused unit-unknown", "5 refused state-just-set");
    Answer again = send(query, csv);
    assertThat(results(again)).isEqualTo(first);
    assertThat(BulkJobs.address(again)).as("the same job").isEqualTo(job);
    assertThat(trace("AGAIN-0").path("steps")).hasSize(2);
    Answers.assertProblem(send(query, table(List.of("AGAIN-2"))), ErrorCode.CONFLICT);
  }

  @Test
  void aRowMayHaveTheIdThatTheSameChangeHasElsewhere() {
    BulkJobs.packs(app, "OWN-ID", BulkJobs.serials("OWN-ID-", 1));
    String change = "{\"transactionId\":\"till-7\",\"state\":\"Locked\"}";
    String path = "/api/v1/packs/" + GTIN + "/OWN-ID-0";
    Answer first = app.send(MAKER, "PATCH", path, "application/json", change);
    assertThat(first.status()).isEqualTo(200);
    Answer bulk =
        send(
            "own-id",
            "gtin,serial,state,transactionId\n"
                + "%1$s,OWN-ID-0,Locked,till-7\n%1$s,OWN-ID-0,Locked,till-7\n".formatted(GTIN));
    BulkJobs.finished(app, bulk);
    assertThat(BulkJobs.results(app, BulkJobs.address(bulk)))
        .hasSize(2)
        .allSatisfy(r -> assertThat(r.get("detail")).isEqualTo(first.body().get("eventId")));
  }

  @Test
  void ofABulkChangeAndSimultaneousRequestsForTheSamePacksExactlyOneSucceedsEach()
      throws Exception {
    int packs = 150;
    List<String> serials = BulkJobs.serials("RACE-", packs);
    BulkJobs.packs(app, "RACE", serials);
    Map<String, Integer> successes = new HashMap<>();
    List<Answer> jobs = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Answer>> calls = new ArrayList<>();
      for (int i = 0; i < packs; i++) {
        String serial = serials.get(packs - 1 - i); // against the order of the job
        if (i % 50 == 0) {
          String query = "race-" + i + SUPPLIED + MAKER_GLN;
          calls.add(() -> send(query, table(serials)));
        }
        calls.add(
            () ->
                app.send(
                    MAKER,
                    "PATCH",
                    "/api/v1/packs/" + GTIN + "/" + serial,
                    "application/json",
                    "{\"transactionId\":\"%s\",\"state\":\"Supplied\",\"time\":\"2026-03-01T11:00:00Z\",\"place\":\"%s\"}"
                        .formatted(UUID.randomUUID(), MAKER_GLN)));
      }
      for (var done : threads.invokeAll(calls)) {
        Answer answer = done.resultNow();
        if (answer.status() == 202) {
          jobs.add(answer);
        } else if (answer.status() == 200) {
          successes.merge(answer.body().get("serial").asText(), 1, Integer::sum);
        } else {
          Answers.assertProblem(answer, ErrorCode.CHANGE_REFUSED);
        }
      }
    }
    for (Answer job : jobs) {
      BulkJobs.finished(app, job);
      for (JsonNode result : BulkJobs.results(app, BulkJobs.address(job))) {
        if (result.get("outcome").asText().equals("done")) {
          successes.merge(
              result.get("item").asText().substring(GTIN.length() + 1), 1, Integer::sum);
        } else {
          assertThat(result.get("code").asText()).isIn("state-just-set", "state-already-set");
        }
      }
    }
    assertThat(jobs).hasSize(3);
    assertThat(successes).hasSize(packs);
    assertThat(successes.values()).containsOnly(1);
  }

  @Test
  void asManyAsThereMayBeAreChanged() {
    List<String> serials = BulkJobs.serials("M-", COUNT);
    for (int from = 0; from < COUNT; from += 250_000) {
      BulkJobs.packs(app, "MANY" + from, serials.subList(from, Math.min(COUNT, from + 250_000)));
    }
    long started = System.nanoTime();
    Answer answer = send("many" + SUPPLIED + MAKER_GLN, table(serials));
    JsonNode job = BulkJobs.finished(app, answer);
    System.out.printf("%,d changes in %,d ms%n", COUNT, (System.nanoTime() - started) / 1_000_000);
    assertThat(job.get("state").asText()).as("%s", job).isEqualTo("done");
    assertThat(job.get("done").asInt()).isEqualTo(COUNT);
    assertThat(job.get("refused").asInt()).isZero();
    assertThat(state("M-" + (COUNT - 1))).isEqualTo("SUPPLIED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x|gtin,serial/n1,2",
        "x&state=Melted|gtin,serial/n1,2",
        "x&state=Supplied&place=1|gtin,serial/n1,2",
        "x&state=Supplied|gtin/n1",
        "x&state=Supplied|gtin,serial,colour/n1,2,red",
        "x&state=Supplied|gtin,serial",
        "&state=Supplied|gtin,serial/n1,2",
        "x&state=Supplied&time=yesterday|gtin,serial/n1,2"
      })
  void aRequestThatCannotBeMeantIsRefusedAtOnce(String query, String csv) {
    assertThat(send(query, csv.replace("/n", "\n")).status()).isEqualTo(400);
  }
}
