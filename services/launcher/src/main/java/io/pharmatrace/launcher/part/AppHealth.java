package io.pharmatrace.launcher.part;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The application's own answer about its health, in words. Micronaut's form: {@code status}, and
 * below {@code details} one indicator each with {@code status} and {@code details}.
 */
final class AppHealth {
  private static final int LONGEST_DETAIL = 160;

  /** What an indicator's name means to a person; others are named as they are. */
  private static final Map<String, String> WORDS =
      Map.of(
          "jdbc", "it cannot use the database",
          "kafka", "it cannot reach the broker",
          "chain", "it cannot use the chain",
          "diskspace", "the disk is full",
          "work", "background work is stuck");

  private AppHealth() {}

  /**
   * Says what is wrong.
   *
   * @param health the body of {@code /health}
   * @return one phrase; empty when all is up
   */
  static Optional<String> problem(JsonNode health) {
    List<String> problems = new ArrayList<>();
    health
        .path("details")
        .properties()
        .forEach(
            indicator -> {
              if (isIll(indicator.getValue())) {
                problems.add(describe(indicator.getKey(), indicator.getValue().path("details")));
              }
            });
    if (problems.isEmpty() && isIll(health)) {
      problems.add("it says " + health.path("status").asText("nothing") + " and not why");
    }
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }

  private static boolean isIll(JsonNode node) {
    return !node.path("status").asText().equals("UP");
  }

  private static String describe(String indicator, JsonNode details) {
    String words =
        WORDS.getOrDefault(indicator.toLowerCase(Locale.ROOT), indicator + " is not well");
    List<String> texts = new ArrayList<>();
    collect(details, texts);
    return texts.isEmpty() ? words : words + " (" + String.join(", ", texts) + ")";
  }

  /** Every text below a node, "ok" left out, each cut to a length that fits a line. */
  private static void collect(JsonNode node, List<String> texts) {
    if (node.isTextual() && !node.asText().equals("ok") && !node.asText().equals("UP")) {
      String text = node.asText().strip();
      texts.add(text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + " …");
    }
    node.forEach(child -> collect(child, texts));
  }
}
