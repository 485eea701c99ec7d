package io.pharmatrace.epcis.hash;

import io.pharmatrace.epcis.Extension;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;

/** The one spelling of a value in the pre-hash string (CBV 2.0 section 8.9). */
final class Canonical {

  /** Order of UTF-8 bytes, which UTF-16 does not have beyond the basic plane. */
  static final Comparator<String> CODE_POINTS = Canonical::compareCodePoints;

  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final long HALF_MILLI = 500_000;
  private static final QName COMMENT =
      new QName("http://www.w3.org/2000/01/rdf-schema#", "comment");

  private static final QName XSI_TYPE =
      new QName(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type");

  private static final String[][] URN_TO_WEB = {
    {"urn:epcglobal:cbv:bizstep:", "https://ref.gs1.org/cbv/BizStep-"},
    {"urn:epcglobal:cbv:disp:", "https://ref.gs1.org/cbv/Disp-"},
    {"urn:epcglobal:cbv:btt:", "https://ref.gs1.org/cbv/BTT-"},
    {"urn:epcglobal:cbv:sdt:", "https://ref.gs1.org/cbv/SDT-"},
    {"urn:epcglobal:cbv:er:", "https://ref.gs1.org/cbv/ER-"},
  };

  private Canonical() {}

  /** UTC, milliseconds, half up from the fourth decimal. */
  static String time(OffsetDateTime time) {
    Instant instant = time.toInstant();
    return MILLIS.format(instant.plusNanos(HALF_MILLI).truncatedTo(ChronoUnit.MILLIS));
  }

  /** Trimmed; numbers without superfluous zeros; vocabulary and GS1 keys in their Web form. */
  static String value(String text) {
    String value = text.strip();
    if (value.isEmpty()) {
      return value;
    }
    char first = value.charAt(0);
    if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
      return number(value);
    }
    for (String[] pair : URN_TO_WEB) {
      if (value.startsWith(pair[0])) {
        return pair[1] + value.substring(pair[0].length());
      }
    }
    return CanonicalUri.of(value);
  }

  /** Comments say nothing about the event, nor does a type of XML, which JSON does not have. */
  static boolean isSilent(Extension field) {
    return field.name().equals(COMMENT) || field.name().equals(XSI_TYPE);
  }

  /** A decimal without plus sign, leading and trailing zeros; anything else unchanged. */
  private static String number(String text) {
    boolean signed = text.charAt(0) == '-' || text.charAt(0) == '+';
    int start = signed ? 1 : 0;
    int dot = -1;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && dot < 0) {
        dot = i;
      } else if (c < '0' || c > '9') {
        return text;
      }
    }
    int end = text.length();
    if (end - start - (dot < 0 ? 0 : 1) == 0) {
      return text;
    }
    int whole = dot < 0 ? end : dot;
    while (start < whole && text.charAt(start) == '0') {
      start++;
    }
    if (dot >= 0) {
      while (end > dot + 1 && text.charAt(end - 1) == '0') {
        end--;
      }
      if (end == dot + 1) {
        end = dot;
      }
    }
    String digits = (start == whole ? "0" : "") + text.substring(start, Math.max(start, end));
    return text.charAt(0) == '-' && !digits.equals("0") ? "-" + digits : digits;
  }

  private static int compareCodePoints(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // At the first difference only a surrogate against a higher plain character is out of
        // order.
        boolean xs = Character.isSurrogate(x);
        boolean ys = Character.isSurrogate(y);
        return xs == ys ? Character.compare(x, y) : xs ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
