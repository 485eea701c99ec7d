package io.pharmatrace.epcis;

import io.pharmatrace.epcis.hash.PreHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CBV 2.0 event hash (section 8.9): SHA-256 over what the event says, equal for URN and Digital
 * Link, JSON and XML, and any order of lists. It ignores record time, event id and error
 * declaration.
 *
 * @param hex the 32 bytes as 64 lowercase hexadecimal digits
 */
public record EventHash(String hex) {

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NI =
      Pattern.compile("ni:///sha-256;([0-9a-f]{64})\\?ver=CBV2\\.0", Pattern.CASE_INSENSITIVE);

  public EventHash {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a SHA-256 in lowercase hex: " + hex);
    }
  }

  /** Computes the hash of an event. */
  public static EventHash of(EpcisEvent event) {
    return new EventHash(sha256(preHash(event)));
  }

  /** The string that is hashed; for finding out why two hashes differ. */
  public static String preHash(EpcisEvent event) {
    return PreHash.of(event);
  }

  /**
   * What tells an error declaration from the event it declares wrong, which has the same event
   * hash: SHA-256 over its fields, spelled as in the event hash; all zero without a declaration.
   * Not part of the standard.
   */
  public static EventHash ofErrorDeclaration(EpcisEvent event) {
    ErrorDeclaration declaration = event.common().errorDeclaration();
    return new EventHash(declaration == null ? "0".repeat(64) : sha256(PreHash.of(declaration)));
  }

  /** The 32 bytes; a new array on every call. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** The form for an {@code eventID}: {@code ni:///sha-256;<hex>?ver=CBV2.0}. */
  public String ni() {
    return "ni:///sha-256;" + hex + "?ver=CBV2.0";
  }

  /** Reads {@link #ni()}, in letters of any case; empty when the URI is no event hash. */
  public static Optional<EventHash> ofNi(String uri) {
    Matcher matcher = NI.matcher(uri);
    return matcher.matches()
        ? Optional.of(new EventHash(matcher.group(1).toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return ni();
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      // Every Java platform has SHA-256 (java.security.MessageDigest).
      throw new IllegalStateException(impossible);
    }
  }
}
