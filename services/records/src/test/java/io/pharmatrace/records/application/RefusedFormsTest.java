package io.pharmatrace.records.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.Base64URL;
import io.pharmatrace.records.application.Opening.Refused;
import io.pharmatrace.records.domain.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not the one form is refused before anything is computed. */
class RefusedFormsTest {
  private final Sealing made = new Sealing();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"ECDH-ES+A256KW\",\"cty\":\"jose\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}",
        "{\"alg\":\"ECDH-ES+A256KW\",\"crit\":[\"b64\"],\"cty\":\"jose\",\"enc\":\"A256GCM\"}",
        "{\"alg\":\"ECDH-ES+A128KW\",\"cty\":\"jose\",\"enc\":\"A256GCM\"}",
        "{\"alg\":\"ECDH-ES\",\"cty\":\"jose\",\"enc\":\"A256GCM\"}",
        "{\"alg\":\"dir\",\"cty\":\"jose\",\"enc\":\"A256GCM\"}",
        "{\"alg\":\"PBES2-HS512+A256KW\",\"cty\":\"jose\",\"enc\":\"A256GCM\",\"p2c\":999999999}",
        "{\"alg\":\"ECDH-ES+A256KW\",\"cty\":\"jose\",\"enc\":\"A256CBC-HS512\"}",
        "{\"alg\":\"ECDH-ES+A256KW\",\"cty\":\"jose\",\"enc\":\"A256GCM\",\"jku\":\"http://x\"}"
      })
  void refusesAnyOtherHeaderOfTheEncryption(String header) {
    String other =
        made.sealed
            .json()
            .replace(SealedRecord.PROTECTED.toString(), Base64URL.encode(header).toString());

    assertThat(SealedRecord.parse(other)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"alg\":\"none\"",
        "\"alg\":\"HS256\"",
        "\"alg\":\"ES384\"",
        "\"alg\":\"ES256\",\"b64\":false",
        "\"alg\":\"ES256\",\"crit\":[]",
        "\"alg\":\"ES256\",\"jwk\":{}",
        "\"alg\":\"ES256\",\"x5u\":\"http://x\""
      })
  void refusesAnyOtherHeaderOfTheSignature(String instead) {
    String[] parts = made.signed.compact().split("\\.", -1);
    String header = new Base64URL(parts[0]).decodeToString().replace("\"alg\":\"ES256\"", instead);

    assertThat(openSigned(Base64URL.encode(header) + "." + parts[1] + "." + parts[2]))
        .isEqualTo(new Refused(Refusal.MALFORMED));
  }

  @Test
  void refusesWhatIsTooLong() {
    String large = "x".repeat(SealedRecord.MAX_DOCUMENT + 1);

    assertThatThrownBy(() -> new NewDocument(Sealing.FACTS, Sealing.AUTHOR, large))
        .hasMessageContaining("1 MiB");
    assertThat(SealedRecord.parse(made.sealed.json() + " ".repeat(SealedRecord.MAX_LENGTH)))
        .isEmpty();
  }

  private Opening openSigned(String compact) {
    SignedDocument other = new SignedDocument(compact, made.signed.header());
    return made.open(SealedRecords.seal(made.version, other, List.of(Sealing.open(made.reader))));
  }
}
