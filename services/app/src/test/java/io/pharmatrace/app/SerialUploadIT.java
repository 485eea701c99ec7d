package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The serial numbers of a batch are registered as they are brought, all or none. By hand, with a
 * whole batch: {@code -Dserials=200000}.
 */
class SerialUploadIT extends SupplyChainTest {
  private static final int COUNT = Integer.getInteger("serials", 12_000);

  private static Answer upload(String lot, String type, String body) {
    return app.post(MAKER, BulkJobs.path(lot), type, body);
  }

  private static Answer uploadWith(String query, String lot, String body) {
    return app.post(MAKER, BulkJobs.path(lot) + "?" + query, "text/plain", body);
  }

  private static List<String> upload(String lot, List<String> serials) {
    JsonNode job = BulkJobs.finished(app, upload(lot, "text/plain", String.join("\n", serials)));
    assertThat(job.get("state").asText()).as("%s", job).isEqualTo("failed");
    assertThat(job.get("code").asText()).isEqualTo("content-unusable");
    return BulkJobs.results(app, "/api/v1/jobs/" + job.get("id").asText()).stream()
        .map(
            result ->
                "%s %s %s"
                    .formatted(
                        result.get("position").asText(),
                        result.path("item").asText(),
                        result.get("code").asText()))
        .toList();
  }

  @Test
  void anUploadThatIsSentAgainUnderItsTransactionIdIsGivenTheSameJob() {
    BulkJobs.batch(app, "AGAIN");
    Answer first = uploadWith("transactionId=upload-1", "AGAIN", "AGAIN-1\nAGAIN-2");
    JsonNode job = BulkJobs.finished(app, first);
    assertThat(job.get("state").asText()).as("%s", job).isEqualTo("done");
    Answer again = uploadWith("transactionId=upload-1", "AGAIN", "AGAIN-1\nAGAIN-2");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.raw().headers().firstValue("Location"))
        .isEqualTo(first.raw().headers().firstValue("Location"));
    assertThat(again.body().get("state").asText()).isEqualTo("done");
    Answers.assertProblem(
        uploadWith("transactionId=upload-1", "AGAIN", "AGAIN-3"), ErrorCode.CONFLICT);
    // Without one it is another request.
    assertThat(upload("AGAIN", List.of("AGAIN-1")))
        .containsExactly("1 AGAIN-1 already-commissioned");
  }

  @Test
  void aWholeBatchIsUploadedAndItsPacksAreActive() throws Exception {
    BulkJobs.batch(app, "WHOLE");
    BulkJobs.packs(app, "WHOLE", List.of("BESIDE"));
    String body = String.join("\n", BulkJobs.serials("WHOLE-", COUNT));
    long started = System.nanoTime();
    AtomicBoolean done = new AtomicBoolean();
    List<Long> verdicts = new ArrayList<>();
    Thread asker =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!done.get()) {
                    long asked = System.nanoTime();
                    verdict(MAKER, "BESIDE"); // Who asks for unknown ones is held up.
                    verdicts.add((System.nanoTime() - asked) / 1_000);
                  }
                });
    JsonNode job = BulkJobs.finished(app, uploadWith("place=" + MAKER_GLN, "WHOLE", body));
    done.set(true);
    asker.join();
    verdicts.sort(null);
    System.out.printf(
        "%,d serial numbers: usable after %,d ms; of %,d verdicts meanwhile the median took %,d µs,"
            + " one in a hundred over %,d µs, the slowest %,d µs%n",
        COUNT,
        (System.nanoTime() - started) / 1_000_000,
        verdicts.size(),
        verdicts.get(verdicts.size() / 2),
        verdicts.get(verdicts.size() * 99 / 100),
        verdicts.getLast());
    assertThat(job.get("state").asText()).as("%s", job).isEqualTo("done");
    assertThat(job.get("done").asInt()).isEqualTo(COUNT);
    for (int i : new int[] {0, COUNT / 2, COUNT - 1}) {
      assertThat(verdict(MAKER, "WHOLE-" + i).path("verdict").asText()).isEqualTo("OK");
    }
    JsonNode step = trace("WHOLE-" + (COUNT - 1)).path("steps").path(0);
    assertThat(step.path("bizStep").asText()).isEqualTo("commissioning");
    assertThat(step.path("place").asText()).isEqualTo(MAKER_GLN);
    awaitAnchored("WHOLE-" + (COUNT - 1), 1);
  }

  @Test
  void whenARowIsWrongNoneIsRegisteredAndEachWrongOneIsNamedWithItsReason() {
    BulkJobs.batch(app, "WRONG");
    BulkJobs.packs(app, "WRONG", List.of("ON-RECORD"));
    assertThat(
            upload(
                "WRONG",
                List.of(
                    "GOOD-1",
                    "BAD CHARACTER",
                    "",
                    "TWENTY-ONE-CHARACTERS",
                    "GOOD-1",
                    "ON-RECORD",
                    "GOOD-2",
                    "NAÏVE")))
        .containsExactly(
            "2 BAD CHARACTER value-invalid",
            "4 TWENTY-ONE-CHARACTERS value-invalid",
            "5 GOOD-1 already-commissioned",
            "6 ON-RECORD already-commissioned",
            "8 NAÏVE value-invalid");
    for (String serial : List.of("GOOD-1", "GOOD-2")) {
      assertThat(verdict(MAKER, serial).path("verdict").asText()).isEqualTo("UNKNOWN");
    }
    BulkJobs.packs(app, "WRONG", List.of("GOOD-1", "GOOD-2"));
    assertThat(verdict(MAKER, "GOOD-2").path("verdict").asText()).isEqualTo("OK");
  }

  @Test
  void numbersOfAnotherBatchOfTheProductAreOnRecordToo() {
    BulkJobs.packs(app, "FIRST", List.of("SHARED-1"));
    BulkJobs.batch(app, "SECOND");
    assertThat(upload("SECOND", List.of("SHARED-1")))
        .containsExactly("1 SHARED-1 already-commissioned");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain|P-1/nP-2/n/nP-3",
        "text/plain|P-4/r/nP-5/r/nP-6/r/n",
        "text/csv|serial/nP-7/n\"P-8\"/nP-9/n",
        "application/json|[\"P-10\",\"P-11\",{\"serial\":\"P-12\"}]"
      })
  void theyComeAsLinesAsATableOrAsJson(String type, String body) {
    BulkJobs.batch(app, "FORMS");
    JsonNode job =
        BulkJobs.finished(app, upload("FORMS", type, body.replace("/r", "\r").replace("/n", "\n")));
    assertThat(job.get("state").asText()).as("%s", job).isEqualTo("done");
    assertThat(job.get("total").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain|/n",
        "text/plain|A/tB",
        "text/csv|number/n1",
        "text/csv|serial",
        "application/json|[]",
        "application/json|{}",
        "application/json|[1]",
        "application/json|[\"A\"",
        "application/json|[\"A\"] 1",
        "application/json|[{\"number\":\"1\"}]"
      })
  void aBodyThatIsNoneOfTheseIsRefusedAtOnce(String type, String body) {
    BulkJobs.batch(app, "FORMS");
    Answers.assertProblem(
        upload("FORMS", type, body.replace("/t", "\t").replace("/n", "\n")), ErrorCode.UNUSABLE);
  }

  @Test
  void onlyTheMakerRegistersPacksAndOnlyOfARegisteredBatchAtItsPlaces() {
    Answers.assertProblem(upload("NO-SUCH-BATCH", "text/plain", "1"), ErrorCode.NOT_FOUND);
    Answers.assertProblem(
        app.post(OUTSIDER, BulkJobs.path("ANY"), "text/plain", "1"), ErrorCode.FORBIDDEN);
    BulkJobs.batch(app, "PLACE");
    JsonNode job =
        BulkJobs.finished(app, uploadWith("place=" + OUTSIDER_GLN, "PLACE", "ELSEWHERE"));
    assertThat(job.get("state").asText()).isEqualTo("failed");
    assertThat(job.get("code").asText()).isEqualTo("read-point-unknown");
    assertThat(verdict(MAKER, "ELSEWHERE").path("verdict").asText()).isEqualTo("UNKNOWN");
    Answers.assertProblem(
        uploadWith("time=2099-01-01T00:00:00Z", "PLACE", "1"), ErrorCode.INVALID_VALUE);
  }

  @Test
  void issuedNumbersAreRegisteredLikeAnyOther() {
    JsonNode issued =
        app.post(
                MAKER,
                "/api/v1/products/" + GTIN + "/serials",
                "application/json",
                "{\"count\":100,\"transactionId\":\"for upload\"}")
            .body();
    BulkJobs.batch(app, "ISSUED");
    JsonNode job =
        BulkJobs.finished(
            app, upload("ISSUED", "application/json", issued.get("serials").toString()));
    assertThat(job.get("state").asText()).as("%s", job).isEqualTo("done");
    assertThat(Stream.of(0, 99).map(i -> issued.get("serials").get(i).asText()))
        .allSatisfy(
            serial -> assertThat(verdict(MAKER, serial).path("verdict").asText()).isEqualTo("OK"));
  }
}
