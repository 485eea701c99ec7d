package io.pharmatrace.launcher.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Whether a restored database lacks documents of entries that stand on the chain. */
final class DocumentCheck {
  private static final String CHECK = "documents";

  private DocumentCheck() {}

  /**
   * Judges what the application says in its health.
   *
   * @param health the body of {@code /health}
   * @return empty where the process does no anchoring
   */
  static Optional<Finding> of(JsonNode health) {
    JsonNode lost = health.path("details").path("anchoring").path("details").path("documentsLost");
    if (lost.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        lost.asLong() == 0
            ? Finding.ok(CHECK, "every entry of the logs has its document")
            : Finding.warning(
                CHECK,
                lost.asLong()
                    + " entries came back from the journal without their documents, when the"
                    + " database was restored",
                "GET /api/v1/chain/lost-documents names them (as an administrator; Accept: text/csv"
                    + " for a table): have their authors capture the same documents again."));
  }
}
