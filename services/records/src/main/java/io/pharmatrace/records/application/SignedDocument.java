package io.pharmatrace.records.application;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import io.pharmatrace.records.domain.RecordVersion;
import io.pharmatrace.transparency.Bytes32;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A document with its author's signature: JWS compact (RFC 7515), ES256. There is one form of the
 * protected header, so one expression reads it and leaves nothing to be understood differently.
 *
 * @param compact all of it, ASCII
 * @param header what was signed besides the document
 */
record SignedDocument(String compact, Header header) {
  static final String TYPE = "pharmatrace-record";

  private static final String UUID_FORM = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final String HASH_FORM = "[A-Za-z0-9_-]{43}";
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{\"alg\":\"ES256\",\"facts\":\"(H)\",\"kid\":\"(H)\",\"per\":\"(U)\",(?:\"prev\":\"(H)\",)?\"rec\":\"(U)\",\"typ\":\"T\",\"ver\":([1-9][0-9]{0,8})\\}"
              .replace("H", HASH_FORM)
              .replace("U", UUID_FORM)
              .replace("\"T\"", "\"" + TYPE + "\""));
  private static final Pattern COMPACT =
      Pattern.compile("([A-Za-z0-9_-]{1,1000})\\.([A-Za-z0-9_-]*+)\\.([A-Za-z0-9_-]{86})");

  /**
   * The protected header.
   *
   * @param facts {@link FactsDigest}
   * @param kid of the author's key
   * @param person {@code per}
   * @param previous {@code prev}: commitment of the version before, base64url
   * @param record {@code rec}
   * @param version {@code ver}
   */
  record Header(
      String facts,
      String kid,
      String person,
      @Nullable String previous,
      String record,
      int version) {
    static Header of(RecordVersion version, String kid) {
      return new Header(
          FactsDigest.of(version.facts()),
          kid,
          version.person().toString(),
          version.previous().map(Header::text).orElse(null),
          version.record().toString(),
          version.version());
    }

    private static String text(Bytes32 hash) {
      return Base64URL.encode(hash.bytes()).toString();
    }

    private String json() {
      return "{\"alg\":\"ES256\",\"facts\":\"%s\",\"kid\":\"%s\",\"per\":\"%s\",%s\"rec\":\"%s\",\"typ\":\"%s\",\"ver\":%d}"
          .formatted(
              facts,
              kid,
              person,
              previous == null ? "" : "\"prev\":\"" + previous + "\",",
              record,
              TYPE,
              version);
    }
  }

  /**
   * Signs a document, whose bytes stay as they are.
   *
   * @param document at most {@link SealedRecord#MAX_DOCUMENT} bytes, as {@link NewDocument} checks
   */
  static SignedDocument sign(
      String document, RecordVersion version, String kid, ECPrivateKey author) {
    Header header = Header.of(version, kid);
    String input =
        Base64URL.encode(header.json()) + "." + Base64URL.encode(document.getBytes(UTF_8));
    try {
      Base64URL signature =
          new ECDSASigner(author).sign(new JWSHeader(JWSAlgorithm.ES256), input.getBytes(US_ASCII));
      return new SignedDocument(input + "." + signature, header);
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has ES256", e);
    }
  }

  /** Reads one without checking its signature; empty unless it has the one form. */
  static Optional<SignedDocument> parse(String compact) {
    Matcher parts = COMPACT.matcher(compact);
    if (!parts.matches()
        || !P256Key.canonical(parts.group(1))
        || !P256Key.canonical(parts.group(2))
        || !P256Key.canonical(parts.group(3))) {
      return Optional.empty();
    }
    Matcher header = HEADER.matcher(new Base64URL(parts.group(1)).decodeToString());
    if (!header.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new SignedDocument(
            compact,
            new Header(
                header.group(1),
                header.group(2),
                header.group(3),
                header.group(4),
                header.group(5),
                Integer.parseInt(header.group(6)))));
  }

  /** Whether the holder of this key signed it. */
  boolean isSignedBy(ECPublicKey author) {
    int end = compact.lastIndexOf('.');
    try {
      return new ECDSAVerifier(author)
          .verify(
              new JWSHeader(JWSAlgorithm.ES256),
              compact.substring(0, end).getBytes(US_ASCII),
              new Base64URL(compact.substring(end + 1)));
    } catch (JOSEException e) {
      return false;
    }
  }

  /** The document, as it was signed. */
  String document() {
    int start = compact.indexOf('.') + 1;
    return new Base64URL(compact.substring(start, compact.lastIndexOf('.'))).decodeToString();
  }

  /** Tells nothing of the document. */
  @Override
  public String toString() {
    return "SignedDocument[" + header.record + "]";
  }
}
