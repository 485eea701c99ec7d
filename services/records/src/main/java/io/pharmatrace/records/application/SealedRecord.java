package io.pharmatrace.records.application;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A version of a record, encrypted: JWE in the General JSON Serialization (RFC 7516 section 7.2.1).
 * Every JOSE library opens it; we take back only the one form that we write, read by expressions:
 * whatever else a header may ask for ({@code zip}, {@code crit}, {@code p2c}, another algorithm) is
 * refused before anything is computed.
 *
 * @param record that it was sealed as
 * @param version that it was sealed as
 * @param iv 96 bits
 * @param tag 128 bits
 * @param recipients for whom its data key is wrapped
 */
record SealedRecord(
    UUID record,
    int version,
    Base64URL iv,
    Base64URL ciphertext,
    Base64URL tag,
    List<WrappedKey> recipients) {
  /** What all have in common: {@code cty} says that a JWS is inside. */
  static final Base64URL PROTECTED =
      Base64URL.encode("{\"alg\":\"ECDH-ES+A256KW\",\"cty\":\"jose\",\"enc\":\"A256GCM\"}");

  /** Longest document, in bytes of UTF-8. */
  static final int MAX_DOCUMENT = 1 << 20;

  /** Most readers of a record. */
  static final int MAX_READERS = 500;

  /** Longest JWE, in characters: a document is in base64url twice; a reader needs 330. */
  static final int MAX_LENGTH = MAX_DOCUMENT / 9 * 16 + 2_000 + MAX_READERS * 340;

  private static final String RECIPIENTS = ",\"recipients\":[";
  private static final Pattern BODY =
      Pattern.compile(
          "\\{\"aad\":\"([A-Za-z0-9_-]{27})\",\"ciphertext\":\"([A-Za-z0-9_-]++)\","
              + "\"iv\":\"([A-Za-z0-9_-]{16})\",\"protected\":\""
              + PROTECTED
              + "\",\"tag\":\"([A-Za-z0-9_-]{22})\"\\}");
  private static final Pattern RECIPIENT = Pattern.compile(WrappedKey.FORM);

  SealedRecord {
    recipients = List.copyOf(recipients);
  }

  /** Record id ‖ version(4): what the ciphertext is bound to. */
  static Base64URL aad(UUID record, int version) {
    return Base64URL.encode(
        ByteBuffer.allocate(20)
            .putLong(record.getMostSignificantBits())
            .putLong(record.getLeastSignificantBits())
            .putInt(version)
            .array());
  }

  /** The additional data of AES-GCM (RFC 7516 section 5.1, step 14). */
  byte[] authenticated() {
    return authenticated(aad(record, version));
  }

  static byte[] authenticated(Base64URL aad) {
    return (PROTECTED + "." + aad).getBytes(US_ASCII);
  }

  /** The same for these readers only. */
  SealedRecord withRecipients(List<WrappedKey> readers) {
    return new SealedRecord(record, version, iv, ciphertext, tag, readers);
  }

  /** All of it, as JSON. */
  String json() {
    String body = body();
    int tagAt = body.lastIndexOf(",\"tag\":");
    return body.substring(0, tagAt)
        + recipients.stream()
            .map(WrappedKey::json)
            .collect(Collectors.joining(",", RECIPIENTS, "]"))
        + body.substring(tagAt);
  }

  /** Without recipients: how it is stored, they being rows of their own. */
  String body() {
    return "{\"aad\":\"%s\",\"ciphertext\":\"%s\",\"iv\":\"%s\",\"protected\":\"%s\",\"tag\":\"%s\"}"
        .formatted(aad(record, version), ciphertext, iv, PROTECTED, tag);
  }

  /** Reads what {@link #body} wrote; empty for everything else. */
  static Optional<SealedRecord> parseBody(String body, List<WrappedKey> recipients) {
    Matcher parts = BODY.matcher(body);
    if (body.length() > MAX_LENGTH || !parts.matches()) {
      return Optional.empty();
    }
    for (int i = 1; i <= parts.groupCount(); i++) {
      if (!P256Key.canonical(parts.group(i))) {
        return Optional.empty();
      }
    }
    ByteBuffer aad = ByteBuffer.wrap(new Base64URL(parts.group(1)).decode());
    return Optional.of(
        new SealedRecord(
            new UUID(aad.getLong(), aad.getLong()),
            aad.getInt(),
            new Base64URL(parts.group(3)),
            new Base64URL(parts.group(2)),
            new Base64URL(parts.group(4)),
            recipients));
  }

  /** Reads what {@link #json} wrote; empty for everything else. */
  static Optional<SealedRecord> parse(String json) {
    int from = json.length() > MAX_LENGTH ? -1 : json.indexOf(RECIPIENTS);
    int to = json.lastIndexOf("],\"tag\":");
    if (from < 0 || to < from + RECIPIENTS.length()) {
      return Optional.empty();
    }
    String list = json.substring(from + RECIPIENTS.length(), to);
    List<WrappedKey> recipients = new ArrayList<>();
    Matcher each = RECIPIENT.matcher(list);
    int at = 0;
    while (at < list.length()) {
      if (at > 0 && list.charAt(at++) != ',') {
        return Optional.empty();
      }
      if (!each.region(at, list.length()).lookingAt()
          || !P256Key.canonical(each.group(1))
          || !P256Key.canonical(each.group(3))) {
        return Optional.empty();
      }
      Optional<P256Key> ephemeral = P256Key.parse(each.group(2));
      if (ephemeral.isEmpty()) {
        return Optional.empty();
      }
      recipients.add(new WrappedKey(each.group(3), ephemeral.get(), new Base64URL(each.group(1))));
      at = each.end();
    }
    return parseBody(json.substring(0, from) + json.substring(to + 1), recipients);
  }
}
