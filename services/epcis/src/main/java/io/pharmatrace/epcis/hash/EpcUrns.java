package io.pharmatrace.epcis.hash;

import static io.pharmatrace.epcis.hash.CanonicalUri.DOMAIN;
import static io.pharmatrace.epcis.hash.CanonicalUri.checkDigit;
import static io.pharmatrace.epcis.hash.CanonicalUri.component;
import static io.pharmatrace.epcis.hash.CanonicalUri.isDigits;

import org.jspecify.annotations.Nullable;

/**
 * EPC, EPC class and EPC pattern URNs (EPC Tag Data Standard 2.0 sections 6 to 8) as Digital Links.
 */
final class EpcUrns {

  private static final int GTIN = 13;
  private static final int GLN = 12;
  private static final int SSCC = 17;
  private static final int GSIN = 16;

  private EpcUrns() {}

  /** Returns null for a URN that is not a well-formed GS1 key. */
  static @Nullable String toDigitalLink(String urn) {
    String[] parts = urn.split(":", 5);
    if (parts.length != 5) {
      return null;
    }
    String rest = parts[4];
    String path =
        switch (parts[2]) {
          case "id" -> instance(parts[3], rest);
          case "class" -> parts[3].equals("lgtin") ? gtin(rest, "/10/", 20) : null;
          case "idpat" ->
              rest.endsWith(".*") ? pattern(parts[3], rest.substring(0, rest.length() - 2)) : null;
          default -> null;
        };
    return path == null ? null : DOMAIN + path;
  }

  private static @Nullable String instance(String scheme, String rest) {
    return switch (scheme) {
      case "sgtin" -> gtin(rest, "/21/", 20);
      case "upui" -> gtin(rest, "/235/", 28);
      case "itip" -> itip(rest, true);
      case "sscc" -> swapped("00/", rest, SSCC);
      case "sgln" -> sgln(rest);
      case "pgln" -> plain("417/", rest, GLN);
      case "grai" -> serialised("8003/0", rest, 16);
      case "gdti" -> serialised("253/", rest, 17);
      case "sgcn" -> serialised("255/", rest, 12);
      case "giai" -> joined("8004/", rest);
      case "ginc" -> joined("401/", rest);
      case "gsrn" -> plain("8018/", rest, SSCC);
      case "gsrnp" -> plain("8017/", rest, SSCC);
      case "gsin" -> plain("402/", rest, GSIN);
      case "cpi" -> cpi(rest);
      default -> null;
    };
  }

  private static @Nullable String pattern(String scheme, String rest) {
    return switch (scheme) {
      case "sgtin", "upui" -> swapped("01/", rest, GTIN);
      case "itip" -> itip(rest, false);
      case "grai" -> plain("8003/0", rest, GLN);
      case "gdti" -> plain("253/", rest, GLN);
      case "sgcn" -> plain("255/", rest, GLN);
      case "cpi" -> joined("8010/", rest);
      default -> null;
    };
  }

  /** Prefix.Reference: digits and a check digit, in this order. */
  private static @Nullable String plain(String ai, String rest, int digits) {
    String key = digits(rest, digits);
    // The leading zero of a GRAI is part of what the check digit is taken over, and changes
    // nothing.
    return key == null ? null : ai + key + checkDigit(key);
  }

  /** Prefix.Reference where the first digit of the reference (indicator, extension) goes first. */
  private static @Nullable String swapped(String ai, String rest, int digits) {
    int dot = rest.indexOf('.');
    if (digits(rest, digits) == null || dot + 1 >= rest.length()) {
      return null;
    }
    String key = rest.charAt(dot + 1) + rest.substring(0, dot) + rest.substring(dot + 2);
    return ai + key + checkDigit(key);
  }

  private static @Nullable String gtin(String rest, String qualifier, int maxLength) {
    int end = secondDot(rest);
    if (end < 0) {
      return null;
    }
    String gtin = swapped("01/", rest.substring(0, end), GTIN);
    String value = component(rest.substring(end + 1), maxLength);
    return gtin == null || value == null ? null : gtin + qualifier + value;
  }

  private static @Nullable String itip(String rest, boolean withSerial) {
    String[] parts = rest.split("\\.", 5);
    if (parts.length != (withSerial ? 5 : 4)) {
      return null;
    }
    String gtin = swapped("8006/", parts[0] + "." + parts[1], GTIN);
    String pieces = parts[2] + parts[3];
    if (gtin == null || parts[2].length() != 2 || pieces.length() != 4 || !isDigits(pieces)) {
      return null;
    }
    if (!withSerial) {
      return gtin + pieces;
    }
    String serial = component(parts[4], 20);
    return serial == null ? null : gtin + pieces + "/21/" + serial;
  }

  private static @Nullable String sgln(String rest) {
    int end = secondDot(rest);
    if (end < 0) {
      return null;
    }
    String gln = plain("414/", rest.substring(0, end), GLN);
    String extension = component(rest.substring(end + 1), 20);
    if (gln == null || extension == null) {
      return null;
    }
    // Extension 0 says that there is none (Tag Data Standard 2.0 section 6.3.3).
    return extension.equals("0") ? gln : gln + "/254/" + extension;
  }

  /** Prefix.Type.Serial where the serial follows the check digit directly. */
  private static @Nullable String serialised(String ai, String rest, int maxLength) {
    int end = secondDot(rest);
    if (end < 0) {
      return null;
    }
    String key = plain(ai, rest.substring(0, end), GLN);
    String serial = component(rest.substring(end + 1), maxLength);
    return key == null || serial == null ? null : key + serial;
  }

  private static @Nullable String cpi(String rest) {
    int last = rest.lastIndexOf('.');
    if (last < 0) {
      return null;
    }
    String key = joined("8010/", rest.substring(0, last));
    String serial = rest.substring(last + 1);
    return key == null || serial.length() > 12 || !isDigits(serial)
        ? null
        : key + "/8011/" + serial;
  }

  /** Prefix.Reference, joined without a check digit, at most 30 characters. */
  private static @Nullable String joined(String ai, String rest) {
    int dot = rest.indexOf('.');
    if (!isPrefix(rest, dot)) {
      return null;
    }
    String reference = component(rest.substring(dot + 1), 30 - dot);
    return reference == null ? null : ai + rest.substring(0, dot) + reference;
  }

  private static @Nullable String digits(String rest, int count) {
    int dot = rest.indexOf('.');
    if (!isPrefix(rest, dot) || rest.length() != count + 1) {
      return null;
    }
    String all = rest.substring(0, dot) + rest.substring(dot + 1);
    return isDigits(all) ? all : null;
  }

  /** A company prefix has 6 to 12 digits. */
  private static boolean isPrefix(String rest, int dot) {
    return dot >= 6 && dot <= 12 && isDigits(rest.substring(0, dot));
  }

  private static int secondDot(String rest) {
    int first = rest.indexOf('.');
    return first < 0 ? -1 : rest.indexOf('.', first + 1);
  }
}
