package io.pharmatrace.platform.jobs;

import io.pharmatrace.platform.security.Caller;
import java.util.UUID;

/**
 * What is asked of a job, beside its input.
 *
 * @param id of the job
 * @param caller who asked for it
 * @param parameters as the kind writes them, at most {@value #MAX_PARAMETERS} characters
 */
public record JobRequest(UUID id, Caller caller, String parameters) {
  /** Characters. */
  public static final int MAX_PARAMETERS = 10_000;

  public JobRequest {
    if (parameters.length() > MAX_PARAMETERS) {
      throw new IllegalArgumentException("parameters have at most 10,000 characters");
    }
  }
}
