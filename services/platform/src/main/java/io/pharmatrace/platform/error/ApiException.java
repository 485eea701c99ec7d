package io.pharmatrace.platform.error;

import java.io.Serial;

/** Ends a request with an error of the catalogue. */
public final class ApiException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /**
   * An error of the catalogue.
   *
   * @param code which
   * @param detail what is wrong with this very request; shown to the caller, so it holds no secret
   */
  public ApiException(ErrorCode code, String detail) {
    super(detail);
    this.code = code;
  }

  /** Which error of the catalogue. */
  public ErrorCode code() {
    return code;
  }
}
