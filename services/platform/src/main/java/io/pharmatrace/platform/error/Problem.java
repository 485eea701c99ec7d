package io.pharmatrace.platform.error;

import io.micronaut.serde.annotation.Serdeable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error, {@code application/problem+json} (RFC 9457).
 *
 * @param type URI of the kind of error: {@code urn:pharmatrace:error:{code}}
 * @param title what is wrong, in general
 * @param status HTTP status
 * @param detail what is wrong with this request
 * @param instance identifies this occurrence; also in the log
 * @param code stable code of the catalogue
 * @param action what to do next
 * @param epcisException the exception of EPCIS 2.0, in its own interface only
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
    @Nullable String epcisException) {

  /** The media type of this body. */
  public static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(ErrorCode code, String detail, boolean inEpcis) {
    return new Problem(
        "urn:pharmatrace:error:" + code.code(),
        code.title(),
        code.status(),
        detail,
        "urn:uuid:" + UUID.randomUUID(),
        code.code(),
        code.action(),
        inEpcis ? code.epcisException() : null);
  }
}
