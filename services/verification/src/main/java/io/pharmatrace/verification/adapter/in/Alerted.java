package io.pharmatrace.verification.adapter.in;

import io.pharmatrace.custody.PackChanges;
import io.pharmatrace.platform.error.Problem;
import org.jspecify.annotations.Nullable;

/** What a refused change is an alert of, as it is answered. */
final class Alerted {
  private Alerted() {}

  static Problem.@Nullable Alert of(PackChanges.@Nullable Alert alert) {
    return alert == null ? null : new Problem.Alert(alert.code(), alert.raised());
  }
}
