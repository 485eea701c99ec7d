package io.pharmatrace.platform.error;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.platform.XmlAnswer;
import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error, {@code application/problem+json} (RFC 9457); in the interface of EPCIS also
 * {@code application/problem+xml}; in that of DSCSA, which has JSON with status 200 only, {@code
 * text/plain}.
 *
 * @param type URI of the kind of error: {@code urn:pharmatrace:error:{code}}; in the interface of
 *     EPCIS the exception that the standard has for it
 * @param title what is wrong, in general
 * @param status HTTP status
 * @param detail what is wrong with this request
 * @param instance identifies this occurrence; also in the log
 * @param code stable code of the catalogue
 * @param action what to do next
 * @param reason why a change was refused, or what kind of mistake makes a value invalid: a code of
 *     docs/errors.md; absent otherwise
 * @param alert what a refused change is an alert of; absent where it is none
 */
@Serdeable
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    String action,
    @Nullable String reason,
    @Nullable Alert alert) {

  /**
   * That a refusal is an alert.
   *
   * @param code of docs/alerts.md
   * @param raised whether a case tells of it: not of a repeat, nor of what was typed once
   */
  @Serdeable
  public record Alert(String code, boolean raised) implements Serializable {}

  /** The media type of this body. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** The media type of {@link #xml}. */
  static final String XML_MEDIA_TYPE = "application/problem+xml";

  static Problem of(
      ErrorCode code,
      String detail,
      @Nullable String reason,
      @Nullable String action,
      @Nullable Alert alert,
      boolean inEpcis) {
    return new Problem(
        inEpcis ? code.epcisException() : "urn:pharmatrace:error:" + code.code(),
        code.title(),
        code.status(),
        detail,
        "urn:uuid:" + UUID.randomUUID(),
        code.code(),
        action == null ? code.action() : action,
        reason,
        alert);
  }

  /**
   * For who takes no JSON with an error: code, detail, action, instance and reason, each a line.
   */
  String text() {
    return String.join("\n", code, detail, action, instance)
        + (reason == null ? "\n" : "\n" + reason + "\n");
  }

  /** Element EPCISException (schema RFC7807ProblemResponseBody of EPCIS 2.0's OpenAPI). */
  String xml() {
    XmlAnswer xml =
        new XmlAnswer("EPCISException")
            .element("type", type)
            .element("title", title)
            .element("status", status)
            .element("detail", detail)
            .element("instance", instance)
            .element("code", code)
            .element("action", action);
    if (reason != null) {
      xml.element("reason", reason);
    }
    return xml.document();
  }
}
