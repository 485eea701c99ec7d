package io.pharmatrace.app;

import static io.pharmatrace.app.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which login and which token is taken, and that guessing is slow. */
class LoginIT extends SupplyChainTest {
  private static final String PACK = "/api/v1/packs/" + SupplyChain.GTIN + "/S1";

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
  void tokenOfTheIssuerIsTakenAndChangedOnesAreNot() throws Exception {
    ECKey own = ECKey.parse(Files.readString(app.home().resolve("secrets/issuer-key.json")));
    ECKey foreign = new ECKeyGenerator(Curve.P_256).keyID(own.getKeyID()).generate();
    Instant future = Instant.now().plusSeconds(600);

    String good = signed(own, claims("pharmatrace", future));
    assertThat(app.send(app.request(good, PACK).build()).status()).isEqualTo(200);
    int dot = good.lastIndexOf('.');
    char changed = good.charAt(dot + 9) == 'A' ? 'B' : 'A';
    refused(good.substring(0, dot + 9) + changed + good.substring(dot + 10));
    refused(signed(own, claims("pharmatrace", Instant.now().minusSeconds(600))));
    refused(signed(own, claims("another", future)));
    refused(signed(foreign, claims("pharmatrace", future)));
    refused(new PlainJWT(claims("pharmatrace", future)).serialize());
    refused("no token");
  }

  @Test
  void aTokenIsTakenNoLongerThanItIsValid() throws Exception {
    ECKey own = ECKey.parse(Files.readString(app.home().resolve("secrets/issuer-key.json")));
    String brief = signed(own, claims("pharmatrace", Instant.now().plusSeconds(15)));
    assertThat(app.send(app.request(brief, PACK).build()).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> refused(brief));
  }

  private static void refused(String token) {
    assertProblem(app.send(app.request(token, PACK).build()), ErrorCode.UNAUTHENTICATED);
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

  private static Answer login(String body) {
    return app.post(null, "/api/v1/login", "application/json", body);
  }
}
