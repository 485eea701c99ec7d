package io.pharmatrace.epcis.hash;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Brings any spelling of a GS1 key into the constrained canonical GS1 Digital Link URI (CBV 2.0
 * section 8.9, rules on EPC and Digital Link URIs; Digital Link URI Syntax 1.2 section 4.11).
 *
 * <p>Lenient on purpose, because the hash of an event must not depend on our opinion of it: a
 * Digital Link is not refused for a wrong check digit. What is no GS1 key stays as it is.
 */
public final class CanonicalUri {

  static final String DOMAIN = "https://id.gs1.org/";

  private CanonicalUri() {}

  /** The canonical form of a GS1 key, else the text itself. Never throws. */
  public static String of(String text) {
    String canonical = null;
    if (text.startsWith("urn:epc:")) {
      canonical = EpcUrns.toDigitalLink(text);
    } else if (text.startsWith("https://") || text.startsWith("http://")) {
      canonical = DigitalLinks.constrain(text);
    }
    return canonical == null ? text : canonical;
  }

  /** Check digit of a GS1 key (GS1 General Specifications section 7.9.1). */
  static char checkDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int weight = (digits.length() - i) % 2 == 1 ? 3 : 1;
      sum += (digits.charAt(i) - '0') * weight;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }

  static boolean isDigits(String text) {
    if (text.isEmpty()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes a serial, batch or extension the way the published hashes have it: percent-encoded
   * except letters, digits and {@code - . _ ' ; =}.
   *
   * @param encoded as it stood in the URN or Digital Link, perhaps percent-encoded
   * @param maxLength longest value in characters, after decoding
   * @return null if it is too long or has characters outside character set 82
   */
  static @Nullable String component(String encoded, int maxLength) {
    String raw = decode(encoded);
    if (raw == null || raw.isEmpty() || raw.length() > maxLength) {
      return null;
    }
    StringBuilder out = new StringBuilder(raw.length() + 8);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (isUnescaped(c)) {
        out.append(c);
      } else if (c > ' ' && c < 0x7F) {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      } else {
        return null;
      }
    }
    return out.toString();
  }

  private static boolean isUnescaped(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || "-._';=".indexOf(c) >= 0;
  }

  private static @Nullable String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7E) {
        return null;
      }
      if (c != '%') {
        bytes.put((byte) c);
      } else if (i + 2 < text.length()
          && HexFormat.isHexDigit(text.charAt(i + 1))
          && HexFormat.isHexDigit(text.charAt(i + 2))) {
        bytes.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException notText) {
      return null;
    }
  }
}
