package io.pharmatrace.launcher.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Whether custody and its seals say the same. */
final class SealsCheck {
  private static final String CHECK = "seals";

  private SealsCheck() {}

  /**
   * Judges what the application says in its health.
   *
   * @param health the body of {@code /health}
   * @return empty where the process has no custody
   */
  static List<Finding> of(JsonNode health) {
    JsonNode seals = health.path("details").path("seals").path("details");
    if (seals.isMissingNode()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    long ahead = seals.path("ahead").asLong();
    if (ahead > 0) {
      findings.add(
          Finding.warning(
              CHECK,
              ahead
                  + " units are further by their seals than by custody, which lost what happened to"
                  + " them when the database was restored",
              "They get no evidence until custody is told again: scans come by themselves; what came"
                  + " by REST or EPCIS has to be captured again (GET /api/v1/chain/lost-documents"
                  + " names the organisations)."));
    }
    long conflicts = seals.path("conflicts").asLong();
    if (conflicts > 0) {
      findings.add(
          Finding.warning(
              CHECK,
              conflicts + " units have seals that do not lead to where custody has them",
              "GET /api/v1/alerts?code=seal-conflict names them (as a regulator): find out who"
                  + " changed the database, or who says what did not happen."));
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(CHECK, "seals lead to where custody has the units"))
        : findings;
  }
}
