package io.pharmatrace.custody.application;

import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/**
 * Removes refused events that were kept long enough, beside whoever captures. Thread-safe; several
 * processes share the work.
 */
@Singleton
public class OldRefusals {
  private final Jdbi jdbi;

  OldRefusals(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Removes the next ones.
   *
   * @return whether there may be more
   */
  public boolean removeNext() {
    return jdbi.inTransaction(RefusedEvents::removeOld);
  }
}
