package io.pharmatrace.app;

import static io.pharmatrace.app.Answers.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request, the answer is a problem document with a stable code. */
@PharmaTraceInfrastructure
class ErrorsIT {
  private static final String PRODUCT = "/api/v1/products/" + SupplyChain.GTIN;

  private static RunningApplication app;

  @BeforeAll
  static void start(Infrastructure infrastructure) {
    app = RunningApplication.start(infrastructure, Map.of());
    new SupplyChain(app, infrastructure.kafka().bootstrapServers()).register();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void theRoleOfAnOrganisationNeverChanges() {
    assertProblem(
        app.put(
            "admin",
            "/api/v1/organisations/" + SupplyChain.PHARMACY_GLN,
            "{\"name\":\"Now a maker\",\"role\":\"manufacturer\",\"companyPrefixes\":[]}"),
        ErrorCode.CONFLICT);
  }

  @Test
  void aLongOriginalIsShownByItsBeginningAndGivenWhole() {
    String document = "<none>" + "x".repeat(9_000) + "</none>";
    Captures.job(app, SupplyChain.WHOLESALER, "application/xml", document);
    var newest = app.get(SupplyChain.WHOLESALER, "/api/v1/rejections?limit=1").body().get(0);

    assertThat(newest.get("original").asText()).hasSize(4_000);
    assertThat(newest.get("originalBytes").asLong()).isEqualTo(document.length());
    String path = "/api/v1/rejections/" + newest.get("id").asLong() + "/original";
    assertThat(app.get(SupplyChain.WHOLESALER, path).raw().body()).isEqualTo(document);
    assertProblem(app.get(SupplyChain.PHARMACY, path), ErrorCode.NOT_FOUND);
  }

  @Test
  void aSpellingThatThereIsNotCannotBeSubscribedTo() {
    assertProblem(
        app.send(
            SupplyChain.MAKER,
            "POST",
            "/epcis/v2/queries/None/subscriptions",
            "application/json",
            "{\"dest\":\"http://127.0.0.1:1/\",\"stream\":true}",
            Map.of("GS1-EPC-Format", "Nonsense")),
        ErrorCode.INVALID_VALUE);
  }

  @Test
  void aUserHasNoOtherRoleThanTheOrganisation() {
    for (String roles : List.of("\"pharmacist\",\"regulator\"", "\"regulator\"")) {
      assertProblem(
          app.put(
              "admin",
              "/api/v1/users/two-faces",
              "{\"name\":\"Two faces\",\"organisation\":\"%s\",\"roles\":[%s],\"password\":\"%s\"}"
                  .formatted(SupplyChain.PHARMACY_GLN, roles, RunningApplication.PASSWORD)),
          ErrorCode.CONFLICT);
    }
  }

  @Test
  void whatCannotBeStoredIsTheCallersFault() {
    assertProblem(
        app.put(
            "admin",
            PRODUCT,
            "{\"manufacturer\":\"%s\",\"level\":\"PACK\",\"name\":\"N\\u0000\"}"
                .formatted(SupplyChain.MAKER_GLN)),
        ErrorCode.INVALID_VALUE);
    assertProblem(
        app.put(SupplyChain.MAKER, PRODUCT + "/batches/X", "{\"expiry\":\"+999999999-12-31\"}"),
        ErrorCode.INVALID_VALUE);
  }

  @Test
  void whatWasBoundIntoAStatementIsNotInItsFault() {
    assertThatThrownBy(
            () ->
                app.bean(Jdbi.class)
                    .useHandle(
                        handle ->
                            handle
                                .createUpdate("INSERT INTO registry.nothing VALUES (:secret)")
                                .bind("secret", "SERIAL4711")
                                .execute()))
        .hasMessageContaining("registry.nothing")
        .hasMessageNotContaining("SERIAL4711");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{}", "{\"name\":", "nonsense", "{\"name\":{\"a\":1}}"})
  void malformedBody(String body) {
    assertProblem(app.put("admin", PRODUCT, body), ErrorCode.BAD_REQUEST);
  }

  @Test
  void unknownPath() {
    assertProblem(app.get("admin", "/api/v1/nothing"), ErrorCode.NOT_FOUND);
    assertProblem(app.get(null, "/api/v1/nothing"), ErrorCode.NOT_FOUND);
    assertProblem(app.get(null, "/portal/../application.yml"), ErrorCode.NOT_FOUND);
  }

  @Test
  void wrongMethod() {
    Answer answer = app.send("admin", "DELETE", PRODUCT, null, null);
    assertProblem(answer, ErrorCode.METHOD_NOT_ALLOWED);
    assertThat(answer.raw().headers().firstValue("Allow").orElse("none")).contains("PUT");
  }

  @Test
  void wrongMediaType() {
    assertProblem(
        app.send("admin", "PUT", PRODUCT, "text/plain", "x"), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    assertProblem(
        app.post(SupplyChain.MAKER, "/epcis/v2/capture", "image/png", "x"),
        ErrorCode.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void unacceptableMediaType() {
    assertProblem(
        app.send(
            app.request(app.token("admin"), "/api/v1/organisations")
                .header("Accept", "image/png")
                .build()),
        ErrorCode.NOT_ACCEPTABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/packs/09521101000024/S1",
        "/api/v1/packs/0952110100002/S1",
        "/api/v1/packs/abc/S1",
        "/api/v1/packs/09521101000023/123456789012345678901",
        "/api/v1/packs/09521101000023/S1?expiry=991399",
        "/api/v1/packs/09521101000023/S1?batch=123456789012345678901",
        "/epcis/v2/capture/no-uuid",
        "/api/v1/rejections?limit=ten",
      })
  void invalidValue(String path) {
    assertProblem(app.get(SupplyChain.MAKER, path), ErrorCode.INVALID_VALUE);
  }

  @Test
  void valueOutOfRange() {
    assertProblem(
        app.get(SupplyChain.MAKER, "/api/v1/rejections?limit=1000000"), ErrorCode.BAD_REQUEST);
  }

  @Test
  void nothingOfTheInsideIsTold() {
    for (String body : List.of("{", "[]", "{\"name\":")) {
      assertThat(app.put("admin", PRODUCT, body).raw().body())
          .doesNotContain("Exception")
          .doesNotContain("io.pharmatrace")
          .doesNotContain("Source:");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/epcis/v2/capture", "/epcis/v2/events", "/api/v1/scans/parse"})
  void aSmallBodyThatBecomesALargeOne(String path) throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      byte[] spaces = " ".repeat(1_000_000).getBytes(UTF_8);
      out.write('{');
      for (int i = 0; i < 300; i++) {
        out.write(spaces);
      }
    }
    assertProblem(
        app.send(
            app.request(app.token(SupplyChain.MAKER), path)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bomb.toByteArray()))
                .build()),
        ErrorCode.TOO_LARGE);
  }

  /** What is held in memory has a small limit; a document that is streamed has a larger one. */
  @ParameterizedTest
  @CsvSource({
    "/epcis/v2/capture, 300000000, POST",
    "/epcis/v2/capture, 3000000000, POST",
    "/epcis/v2/events, 40000000, POST",
    "/api/v1/products/09521101000023, 40000000, PUT",
    "/api/v1/scans/parse, 40000000, POST"
  })
  void oversizedBody(String path, long length, String method) throws IOException {
    assertThat(answerToHead(method, path, "Content-Length: " + length))
        .startsWith("HTTP/1.1 413 ")
        .containsIgnoringCase("content-type: application/problem+json")
        .contains("\"code\":\"" + ErrorCode.TOO_LARGE.code() + "\"");
  }

  private static String answerToHead(String method, String path, String length) throws IOException {
    String user = path.contains("products") ? "admin" : SupplyChain.MAKER;
    return RawHttp.answer(
        app, user, method + " " + path, "Content-Type: application/json\r\n" + length + "\r\n");
  }
}
