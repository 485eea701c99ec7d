package io.pharmatrace.fhir;

import java.util.Objects;

/**
 * One thing that is wrong with a resource.
 *
 * @param code stable code
 * @param expression where: a simple FHIRPath, as {@code Consent.provision.actor[0].role}; of a
 *     choice without its type; only names that the table of elements knows or harmless ones
 * @param message a sentence for a person, with what to do; a value in it is quoted and shortened
 */
public record Problem(ProblemCode code, String expression, String message) {
  private static final int SHOWN = 60;

  public Problem {
    Objects.requireNonNull(code);
    Objects.requireNonNull(expression);
    Objects.requireNonNull(message);
  }

  /** A value as a message shows it: quoted, shortened, on one line, no half characters. */
  public static String quote(String value) {
    StringBuilder line = new StringBuilder("\"");
    value
        .codePoints()
        .limit(SHOWN)
        .map(c -> c < ' ' || c == 0x7f || (c >= 0xd800 && c <= 0xdfff) ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.append(value.length() > SHOWN ? "...\"" : "\"").toString();
  }
}
