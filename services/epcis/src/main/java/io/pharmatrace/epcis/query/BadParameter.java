package io.pharmatrace.epcis.query;

/** Ends the reading of one parameter; never leaves this package. */
final class BadParameter extends Exception {
  private static final long serialVersionUID = 1L;

  private final QueryProblem.Code code;

  BadParameter(QueryProblem.Code code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  static BadParameter value(String message) {
    return new BadParameter(QueryProblem.Code.INVALID_VALUE, message);
  }

  QueryProblem of(String parameter) {
    return new QueryProblem(parameter, code, String.valueOf(getMessage()));
  }
}
