package io.pharmatrace.anchoring.domain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ContentDigest;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.List;

/**
 * The GS1 company prefixes of an organisation as the chain has them: salted digests, because
 * prefixes are few and could be guessed. Each has a salt of its own, from which neither the
 * document's nor another prefix's follows, so that one can be disclosed alone.
 *
 * @param prefixes 4 to 12 digits each
 * @param documentSalt of the identity document
 */
public record CompanyPrefixes(List<String> prefixes, Bytes32 documentSalt) {
  private static final byte DIGEST_DOMAIN = 0x06;
  private static final byte SALT_DOMAIN = 0x07;

  public CompanyPrefixes {
    prefixes = List.copyOf(prefixes);
  }

  /**
   * For each prefix SHA-256(0x06 ‖ its salt ‖ its digits), where its salt is SHA-256(0x07 ‖ salt of
   * the document ‖ its digits).
   */
  public List<Bytes32> digests() {
    return prefixes.stream().map(prefix -> digest(saltOf(prefix), prefix)).toList();
  }

  /**
   * What shows that a GTIN is under one of these prefixes.
   *
   * @param gtin 14 digits
   * @param granted the digests with which the organisation was admitted
   * @return {@link PrefixProof#NONE} when none of the granted prefixes is the GTIN's
   */
  public PrefixProof proof(String gtin, Collection<Bytes32> granted) {
    for (String prefix : prefixes) {
      if (gtin.startsWith(prefix, 1)) {
        // Who was admitted before there were recalls on chain has the document's salt in its
        // digests.
        for (Bytes32 salt : List.of(saltOf(prefix), documentSalt)) {
          if (granted.contains(digest(salt, prefix))) {
            return new PrefixProof(prefix.length(), salt);
          }
        }
      }
    }
    return PrefixProof.NONE;
  }

  private Bytes32 saltOf(String prefix) {
    return sha256(SALT_DOMAIN, documentSalt, prefix);
  }

  /** SHA-256(0x06 ‖ salt ‖ digits): what the registry holds. */
  public static Bytes32 digest(Bytes32 salt, String prefix) {
    return sha256(DIGEST_DOMAIN, salt, prefix);
  }

  private static Bytes32 sha256(byte domain, Bytes32 salt, String prefix) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(domain);
    bytes.writeBytes(salt.bytes());
    bytes.writeBytes(prefix.getBytes(US_ASCII));
    return ContentDigest.ofDocument(bytes.toByteArray());
  }
}
