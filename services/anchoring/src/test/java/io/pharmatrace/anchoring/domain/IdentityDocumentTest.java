package io.pharmatrace.anchoring.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityDocumentTest {
  private static final Bytes32 ORGANISATION = Bytes32.fromHex("01".repeat(32));
  private static final Bytes32 SALT = Bytes32.fromHex("02".repeat(32));

  @Test
  void theDocumentIsCanonicalJson() {
    assertThat(new String(document("Arzneimittel \"Süd\"\n").encode(), UTF_8))
        .isEqualTo(
            "{\"companyPrefixes\":[\"0614141\",\"9506000\"],\"gln\":\"9506000111117\","
                + "\"name\":\"Arzneimittel \\\"Süd\\\"\\n\",\"organisation\":\""
                + "01".repeat(32)
                + "\",\"salt\":\""
                + "02".repeat(32)
                + "\"}");
  }

  @Test
  void anotherSaltGivesOtherDigests() {
    IdentityDocument one = document("A");
    IdentityDocument other =
        new IdentityDocument(
            ORGANISATION, "A", "9506000111117", one.companyPrefixes(), ORGANISATION);

    assertThat(one.digest()).isNotEqualTo(other.digest());
    assertThat(one.prefixes().digests())
        .hasSize(2)
        .doesNotContainAnyElementsOf(other.prefixes().digests());
  }

  private static IdentityDocument document(String name) {
    return new IdentityDocument(
        ORGANISATION, name, "9506000111117", List.of("9506000", "0614141"), SALT);
  }
}
