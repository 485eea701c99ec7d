package io.pharmatrace.epcis.query;

import java.util.Objects;

/**
 * Why a parameter cannot be used.
 *
 * @param parameter its name as it was given
 * @param code stable code
 * @param message a sentence for people
 */
public record QueryProblem(String parameter, Code code, String message) {

  /** Kinds of problems; stable. */
  public enum Code {
    /** SimpleEventQuery has no parameter of this name. */
    UNKNOWN_PARAMETER,
    /** The parameter needs a value and has none. */
    MISSING_VALUE,
    /** The value is not of the parameter's type. */
    INVALID_VALUE,
    /** Parameters contradict each other, or one was given twice. */
    CONFLICT,
    /** There are more parameters or values than {@link EventQuery} takes. */
    TOO_COMPLEX
  }

  public QueryProblem {
    Objects.requireNonNull(parameter);
    Objects.requireNonNull(code);
    Objects.requireNonNull(message);
  }
}
