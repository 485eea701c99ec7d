package io.pharmatrace.anchoring.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompanyPrefixesTest {
  private static final String SALT = "02".repeat(32);
  private static final String GTIN = "09521101000009";

  private static final CompanyPrefixes PREFIXES =
      new CompanyPrefixes(List.of("952110", "9521101", "0614141"), Bytes32.fromHex(SALT));

  @Test
  void eachPrefixIsDigestedWithASaltOfItsOwn() {
    assertThat(PREFIXES.digests())
        .containsExactly(
            digest(own("952110"), "952110"),
            digest(own("9521101"), "9521101"),
            digest(own("0614141"), "0614141"));
  }

  /** FrozenFormats.t.sol in contracts takes these as they are. */
  @Test
  void saltAndDigestAreWhatTheContractsCheck() {
    assertThat(own("9521101"))
        .isEqualTo("2afedb00d1d33003ae0ea80e9a0e91d5f8e0f987a76ebeae693a530c7f1d0b3d");
    Bytes32 digest =
        Bytes32.fromHex("5cd53e43c0adf5f833cca862ee2cd033542cb2136159fe5afff14d193cb6e18e");
    assertThat(PREFIXES.digests()).contains(digest);
    assertThat(PREFIXES.proof(GTIN, List.of(digest)).salt().hex()).contains(own("9521101"));
  }

  @Test
  void theProofDisclosesThePrefixOfTheGtinThatWasGranted() {
    assertThat(PREFIXES.proof(GTIN, List.of(digest(own("9521101"), "9521101"))))
        .isEqualTo(new PrefixProof(7, Bytes32.fromHex(own("9521101"))));
  }

  @Test
  void whoWasAdmittedWithTheDocumentsSaltProvesWithThat() {
    assertThat(PREFIXES.proof(GTIN, List.of(digest(SALT, "9521101"))))
        .isEqualTo(new PrefixProof(7, Bytes32.fromHex(SALT)));
  }

  @Test
  void thereIsNoProofOfWhatWasNotGranted() {
    assertThat(PREFIXES.proof(GTIN, List.of())).isEqualTo(PrefixProof.NONE);
    assertThat(PREFIXES.proof(GTIN, List.of(digest(own("0614141"), "0614141"))))
        .isEqualTo(PrefixProof.NONE);
    assertThat(PREFIXES.proof("95211010000090", PREFIXES.digests())).isEqualTo(PrefixProof.NONE);
  }

  private static String own(String prefix) {
    return hash("07" + SALT, prefix);
  }

  private static Bytes32 digest(String salt, String prefix) {
    return Bytes32.fromHex(hash("06" + salt, prefix));
  }

  /** SHA-256 of bytes and text, by hand. */
  private static String hash(String hex, String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(HexFormat.of().parseHex(hex));
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
