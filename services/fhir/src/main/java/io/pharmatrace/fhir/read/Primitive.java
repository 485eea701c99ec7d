package io.pharmatrace.fhir.read;

import io.pharmatrace.fhir.FhirTime;
import io.pharmatrace.fhir.Json;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * FHIR's primitive types (R4, 2.24.0.1) that the table uses. Texts may be a megabyte long, so no
 * regular expression here repeats a group: Java's would run out of stack.
 */
enum Primitive {
  BOOLEAN("boolean", "true or false"),
  UNSIGNED_INT("unsignedInt", "a whole number from 0 to 2147483647"),
  POSITIVE_INT("positiveInt", "a whole number from 1 to 2147483647"),
  DECIMAL("decimal", "a number of 18 digits at most, without exponent"),
  STRING("string", "a text"),
  MARKDOWN("markdown", "a text"),
  URI("uri", "a URI without white space"),
  URL("url", "a URL without white space"),
  CANONICAL("canonical", "a canonical URL without white space"),
  CODE("code", "a code: no white space at its ends, single spaces within"),
  ID("id", "1 to 64 letters, digits, '-' and '.'"),
  BASE64("base64Binary", "base64 (RFC 4648) with padding"),
  INSTANT("instant", "a time as 2026-11-22T08:00:00Z, to the second at least and with zone"),
  DATE("date", "a date as 2026-11-22, 2026-11 or 2026"),
  DATE_TIME("dateTime", "a date as 2026-11-22, 2026-11 or 2026, or a time with zone");

  private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,9}");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,18})?");
  private static final Pattern LOGICAL_ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern OID = Pattern.compile("[0-2][0-9.]{0,200}");
  private static final int DIGITS = 18;
  private static final int LONGEST_URI = 2_000;

  private final String fhirName;
  private final String form;

  Primitive(String fhirName, String form) {
    this.fhirName = fhirName;
    this.form = form;
  }

  /** What a value must be, for people. */
  String form() {
    return form;
  }

  /** The type of a name, or null for a complex one. */
  static @Nullable Primitive of(String fhirName) {
    for (Primitive type : values()) {
      if (type.fhirName.equals(fhirName)) {
        return type;
      }
    }
    return null;
  }

  /** True if the value is of the kind of JSON that this type has. */
  boolean isKind(Json value) {
    return switch (this) {
      case BOOLEAN -> value instanceof Json.Bool;
      case UNSIGNED_INT, POSITIVE_INT, DECIMAL -> value instanceof Json.Num;
      default -> value instanceof Json.Text;
    };
  }

  /** True if a value of the right kind is also of the right form. */
  boolean isForm(Json value) {
    return switch (value) {
      case Json.Bool ignored -> true;
      case Json.Num(String literal) -> isNumber(literal);
      case Json.Text(String text) -> isText(text);
      case Json.Arr ignored -> false;
      case Json.Obj ignored -> false;
    };
  }

  private boolean isNumber(String literal) {
    if (this == DECIMAL) {
      return NUMBER.matcher(literal).matches()
          && literal.chars().filter(Character::isDigit).count() <= DIGITS;
    }
    return WHOLE.matcher(literal).matches()
        && Long.parseLong(literal) <= Integer.MAX_VALUE
        && (this != POSITIVE_INT || !literal.equals("0"));
  }

  private boolean isText(String text) {
    return switch (this) {
      case URI, URL, CANONICAL -> isUri(text);
      case CODE -> isCode(text);
      case ID -> LOGICAL_ID.matcher(text).matches();
      case BASE64 -> isBase64(text);
      case INSTANT -> FhirTime.parse(text, FhirTime.Form.INSTANT) != null;
      case DATE -> FhirTime.parse(text, FhirTime.Form.DATE) != null;
      case DATE_TIME -> FhirTime.parse(text, FhirTime.Form.DATE_TIME) != null;
      default -> true;
    };
  }

  /**
   * R4's regular expression for a URI is "no white space"; what says it is a UUID or OID is one.
   */
  private static boolean isUri(String text) {
    if (text.length() > LONGEST_URI || text.codePoints().anyMatch(Primitive::isSpace)) {
      return false;
    }
    if (text.startsWith("urn:uuid:")) {
      return UUID.matcher(text.substring(9)).matches();
    }
    if (text.startsWith("urn:oid:")) {
      return isOid(text.substring(8));
    }
    return true;
  }

  private static boolean isOid(String text) {
    if (!OID.matcher(text).matches()) {
      return false;
    }
    String[] arcs = text.split("\\.", -1);
    for (String arc : arcs) {
      if (arc.isEmpty() || (arc.length() > 1 && arc.startsWith("0"))) {
        return false;
      }
    }
    return arcs.length > 1 && arcs[0].length() == 1;
  }

  private static boolean isCode(String text) {
    boolean afterSpace = true;
    for (int i = 0; i < text.length(); i++) {
      boolean space = isSpace(text.charAt(i));
      if (space && afterSpace) {
        return false;
      }
      afterSpace = space;
    }
    return !afterSpace;
  }

  /** White space may stand between groups of four characters (R4), not within. */
  private static boolean isBase64(String text) {
    StringBuilder packed = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isSpace(c)) {
        packed.append(c);
      } else if (packed.length() % 4 != 0) {
        return false;
      }
    }
    if (packed.isEmpty() || packed.length() % 4 != 0) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(packed.toString()).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
