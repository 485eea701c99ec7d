package io.pharmatrace.launcher.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pharmatrace.launcher.part.PartHealth;
import io.pharmatrace.launcher.part.PartHealth.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was seen of a whole PharmaTrace.
 *
 * @param home its directory
 * @param parts in the order of starting
 * @param diskProblem that the disk is full, in words, when it is
 */
public record Status(Path home, List<PartHealth> parts, Optional<String> diskProblem) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Fixes the list. */
  public Status {
    parts = List.copyOf(parts);
  }

  /** Whether every part is healthy and there is room on the disk. */
  public boolean healthy() {
    return diskProblem.isEmpty() && parts.stream().allMatch(PartHealth::isHealthy);
  }

  /** For a person: a line a part, and below an ill one what to do. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    long ill = parts.stream().filter(part -> !part.isHealthy()).count();
    if (healthy()) {
      text.append("PharmaTrace runs").append(url().map(" at "::concat).orElse("")).append(".");
    } else if (ill == parts.size()) {
      text.append("PharmaTrace does not run.");
    } else {
      text.append("PharmaTrace is not well.");
    }
    diskProblem.ifPresent(
        problem -> text.append("\n  disk      FULL       ").append(problem).append(CURE_DISK));
    for (PartHealth part : parts) {
      text.append("\n  %-9s %-10s ".formatted(part.name(), word(part.state())));
      text.append(part.reason().or(part::software).orElse(""));
      part.port().ifPresent(port -> text.append(", port ").append(port));
      part.pid().ifPresent(pid -> text.append(", process ").append(pid));
      part.cure().ifPresent(cure -> text.append("\n  %21s-> %s".formatted("", cure)));
    }
    return text.toString();
  }

  private Optional<String> url() {
    return part("app")
        .filter(app -> app.state() != State.STOPPED && app.port().isPresent())
        .map(app -> "http://127.0.0.1:" + app.port().getAsInt());
  }

  private Optional<String> software(String name) {
    return part(name).flatMap(PartHealth::software);
  }

  private Optional<PartHealth> part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  private static final String CURE_DISK =
      "\n  %21s-> Free some space; what has stopped is then started again, and work goes on."
          .formatted("");

  private static String word(State state) {
    return state == State.HEALTHY ? "healthy" : state.name();
  }

  /**
   * For a program: {@code healthy}, {@code home}, {@code url} of the application, {@code chain}
   * (what it answers to web3_clientVersion), {@code disk} (its problem) and a list {@code parts}
   * with {@code name}, {@code state} (healthy, unhealthy, stopped), {@code pid}, {@code port},
   * {@code software}, {@code reason}, {@code cure}. What is unknown is null.
   */
  public String toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("healthy", healthy());
    json.put("home", home.toString());
    json.put("url", url().orElse(null));
    json.put("chain", software("chain").orElse(null));
    json.put("disk", diskProblem.orElse(null));
    var list = json.putArray("parts");
    for (PartHealth part : parts) {
      ObjectNode node = list.addObject();
      node.put("name", part.name());
      node.put("state", part.state().name().toLowerCase(Locale.ROOT));
      node.put("pid", part.pid().isPresent() ? (Long) part.pid().getAsLong() : null);
      node.put("port", part.port().isPresent() ? (Integer) part.port().getAsInt() : null);
      node.put("software", part.software().orElse(null));
      node.put("reason", part.reason().orElse(null));
      node.put("cure", part.cure().orElse(null));
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }
}
