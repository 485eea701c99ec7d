package io.pharmatrace.fhir;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reference to another resource: literal, by identifier, or only for people.
 *
 * @param literal {@code Patient/1}, {@code https://...}, {@code #m}, or null
 * @param type of what is meant, or null
 * @param identifier or null
 * @param display for people, or null
 */
public record Reference(
    @Nullable String literal,
    @Nullable String type,
    @Nullable Identifier identifier,
    @Nullable String display) {

  private static final Pattern RELATIVE =
      Pattern.compile(
          "([A-Z][A-Za-z]{1,40})/([A-Za-z0-9.-]{1,64})(?:/_history/([A-Za-z0-9.-]{1,64}))?");
  private static final Pattern ABSOLUTE =
      Pattern.compile(
          "https?://[A-Za-z0-9._~:@!$&'()*+,;=%/\\[\\]-]{1,1900}/"
              + "([A-Z][A-Za-z]{1,40})/([A-Za-z0-9.-]{1,64})(?:/_history/([A-Za-z0-9.-]{1,64}))?");

  /** A literal reference to a resource of ours. */
  public static Reference to(String type, String id) {
    return new Reference(type + "/" + id, null, null, null);
  }

  /** A reference by business identifier to what has no resource here, as an organisation. */
  public static Reference by(String type, Identifier identifier, @Nullable String display) {
    return new Reference(null, type, identifier, display);
  }

  /** The reference that an object holds. */
  public static Reference of(Json.Obj object) {
    Json.Obj identifier = object.object("identifier");
    return new Reference(
        object.text("reference"),
        object.text("type"),
        identifier == null ? null : Identifier.of(identifier),
        object.text("display"));
  }

  /** True if it names something in the same resource: {@code #id}. */
  public boolean isContained() {
    return literal != null && literal.startsWith("#");
  }

  /** True if it names a resource of this server: {@code Type/id}. */
  public boolean isRelative() {
    return literal != null && RELATIVE.matcher(literal).matches();
  }

  /** True if it names a resource by its whole address. */
  public boolean isAbsolute() {
    return literal != null && ABSOLUTE.matcher(literal).matches();
  }

  /** The type that it says, in the literal or else beside it; null if it says none. */
  public @Nullable String targetType() {
    String inLiteral = part(1);
    return inLiteral == null ? type : inLiteral;
  }

  /** The logical id in the literal, without version; null if there is none. */
  public @Nullable String id() {
    return isContained() && literal != null ? literal.substring(1) : part(2);
  }

  private @Nullable String part(int group) {
    if (literal == null) {
      return null;
    }
    for (Pattern pattern : new Pattern[] {RELATIVE, ABSOLUTE}) {
      Matcher matcher = pattern.matcher(literal);
      if (matcher.matches()) {
        return matcher.group(group);
      }
    }
    return null;
  }

  /** As FHIR writes it. */
  public Json.Obj json() {
    return Json.object()
        .text("reference", literal)
        .text("type", type)
        .object("identifier", identifier == null ? null : identifier.json())
        .text("display", display)
        .build();
  }
}
