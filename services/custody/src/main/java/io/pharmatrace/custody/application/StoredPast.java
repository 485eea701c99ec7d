package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Past;
import org.jdbi.v3.core.Handle;

/** Who had what, by the changes on record. */
final class StoredPast {
  private StoredPast() {}

  /** Asks in the caller's transaction, once for each unit that somebody else has by now. */
  static Past of(Handle handle) {
    return (unit, organisation, at) ->
        handle
            .createQuery("SELECT custody.held(:unit, :organisation, :at)")
            .bind("unit", unit.id())
            .bind("organisation", organisation)
            .bind("at", at)
            .mapTo(Boolean.class)
            .one();
  }
}
