package io.pharmatrace.epcis;

import java.util.Objects;

/**
 * One thing that is wrong with a document.
 *
 * @param code stable code
 * @param path where: a JSON Pointer (RFC 6901) or a simple XPath with positions
 * @param message a sentence for a person, with the value in question shortened
 */
public record Problem(ProblemCode code, String path, String message) {
  public Problem {
    Objects.requireNonNull(code);
    Objects.requireNonNull(path);
    Objects.requireNonNull(message);
  }
}
