package io.pharmatrace.launcher.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the registry and the contract RecallBoard on the chain know the same recalls, by what the
 * application says of it in its health.
 */
final class RecallCheck {
  private static final String CHECK = "recalls";

  private RecallCheck() {}

  /**
   * Judges the comparison.
   *
   * @param health the body of {@code /health}
   * @return empty where the process does no anchoring
   */
  static Optional<Finding> of(JsonNode health) {
    JsonNode compared = health.path("details").path("recallBoard").path("details");
    return compared.isMissingNode() ? Optional.empty() : Optional.of(judge(compared));
  }

  private static Finding judge(JsonNode compared) {
    long missing = compared.path("missingCount").asLong();
    long unknown = compared.path("unknownCount").asLong();
    long block = compared.path("block").asLong();
    if (block == 0) {
      return Finding.warning(
          CHECK,
          "the chain was not read yet",
          "Run ./pharmatrace doctor again in a minute; if it stays so, see the line of chain.");
    }
    if (missing + unknown == 0) {
      return Finding.ok(
          CHECK,
          "registry and chain have the same, %d on the chain by block %d"
              .formatted(compared.path("declared").asLong(), block));
    }
    List<String> what = new ArrayList<>();
    List<String> cure = new ArrayList<>();
    if (missing > 0) {
      what.add(
          missing + " in force are not on the chain: " + named(compared.path("missing"), missing));
      cure.add(
          "They are sent again by themselves once the chain is there and takes them: NotEntitled"
              + " is cured by the governors, who grant the company prefix; else see"
              + " ./pharmatrace logs app.");
    }
    if (unknown > 0) {
      what.add(
          unknown
              + " on the chain are not in the registry, so no verdict here counts them: "
              + named(compared.path("unknown"), unknown));
      cure.add("Ask who declared them there, and declare them here (POST /api/v1/recalls).");
    }
    return Finding.problem(CHECK, String.join("; ", what), String.join(" ", cure));
  }

  private static String named(JsonNode names, long total) {
    List<String> texts = new ArrayList<>();
    names.forEach(name -> texts.add(name.asText()));
    return String.join(", ", texts) + (total > texts.size() ? " and others" : "");
  }
}
