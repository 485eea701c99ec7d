package io.pharmatrace.app;

import static io.pharmatrace.app.Answers.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
  private static final String PACK = "/api/v1/packs/" + SupplyChain.GTIN + "/S1";
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
  void wrongPassword() {
    assertProblem(login("{\"username\":\"admin\",\"password\":\"wrong\"}"), ErrorCode.LOGIN_FAILED);
    assertProblem(
        login("{\"username\":\"nobody\",\"password\":\"wrong\"}"), ErrorCode.LOGIN_FAILED);
  }

  @Test
  void guessingAPasswordHasToWait() {
    String wrong = "{\"username\":\"outsider\",\"password\":\"wrong\"}";
    for (int i = 0; i < 10; i++) {
      assertProblem(login(wrong), ErrorCode.LOGIN_FAILED);
    }

    Answer refused = login(wrong);

    assertProblem(refused, ErrorCode.TOO_MANY_REQUESTS);
    assertThat(refused.raw().headers().firstValueAsLong("Retry-After").orElse(0))
        .isBetween(1L, 301L);
    assertProblem(
        login(wrong.replace("wrong", RunningApplication.PASSWORD)), ErrorCode.TOO_MANY_REQUESTS);
    assertProblem(login(wrong.replace("outsider", "nobody")), ErrorCode.LOGIN_FAILED);
  }

  @Test
  void aLoginThatNoUserCanHaveIsRefusedAndNotKept() {
    for (int i = 0; i < 30; i++) {
      String name = i + "x".repeat(500_000);
      assertProblem(
          login("{\"username\":\"%s\",\"password\":\"wrong\"}".formatted(name)),
          ErrorCode.LOGIN_FAILED);
    }
    assertProblem(
        login("{\"username\":\"a\\u0000\",\"password\":\"wrong\"}"), ErrorCode.LOGIN_FAILED);
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
            with(app.token("admin"), "/api/v1/organisations")
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
            with(app.token(SupplyChain.MAKER), path)
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

  /** A raw socket, because a client need not read an answer while it still sends. */
  private static String answerToHead(String method, String path, String length) throws IOException {
    String user = path.contains("products") ? "admin" : SupplyChain.MAKER;
    String head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\n%s"
            .formatted(
                method,
                path,
                app.token(user),
                "Content-Type: application/json\r\n" + length + "\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.uri().getPort())) {
      socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return read(socket.getInputStream());
    }
  }

  private static String read(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] some = new byte[8192];
    for (int n = in.read(some); n > 0; n = in.read(some)) {
      text.append(new String(some, 0, n, StandardCharsets.UTF_8));
      if (text.indexOf("\"action\"") > 0) {
        break;
      }
    }
    return text.toString();
  }

  @Test
  void tokenOfTheIssuerIsTakenAndChangedOnesAreNot() throws Exception {
    ECKey own = ECKey.parse(Files.readString(app.home().resolve("secrets/issuer-key.json")));
    ECKey foreign = new ECKeyGenerator(Curve.P_256).keyID(own.getKeyID()).generate();
    Instant future = Instant.now().plusSeconds(600);

    String good = signed(own, claims("pharmatrace", future));
    assertThat(app.send(with(good, PACK).build()).status()).isEqualTo(200);
    int dot = good.lastIndexOf('.');
    char changed = good.charAt(dot + 9) == 'A' ? 'B' : 'A';
    refused(good.substring(0, dot + 9) + changed + good.substring(dot + 10));
    refused(signed(own, claims("pharmatrace", Instant.now().minusSeconds(600))));
    refused(signed(own, claims("another", future)));
    refused(signed(foreign, claims("pharmatrace", future)));
    refused(new PlainJWT(claims("pharmatrace", future)).serialize());
    refused("no token");
  }

  private static void refused(String token) {
    assertProblem(app.send(with(token, PACK).build()), ErrorCode.UNAUTHENTICATED);
  }

  private static JWTClaimsSet claims(String issuer, Instant expires) {
    return new JWTClaimsSet.Builder()
        .subject(SupplyChain.MAKER)
        .issuer(issuer)
        .claim("roles", List.of("manufacturer"))
        .claim("organisation", UUID.randomUUID().toString())
        .expirationTime(Date.from(expires))
        .build();
  }

  private static String signed(ECKey key, JWTClaimsSet claims) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }

  private static HttpRequest.Builder with(String token, String path) {
    return HttpRequest.newBuilder(app.uri().resolve(path))
        .header("Authorization", "Bearer " + token);
  }

  private static Answer login(String body) {
    return app.post(null, "/api/v1/login", "application/json", body);
  }
}
