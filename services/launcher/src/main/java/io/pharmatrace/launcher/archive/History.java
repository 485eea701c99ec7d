package io.pharmatrace.launcher.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.launcher.Failure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an archive says of one pack, or of the whole batch. Keeps what concerns the pack in memory,
 * and nothing else, whatever the size of the archive. Of one thread.
 */
final class History {
  /** From which event of the order of capture to which. */
  private record Interval(long since, long until) {
    boolean contains(long event) {
      return event >= since && event <= until;
    }

    Interval within(Interval other) {
      return new Interval(Math.max(since, other.since), Math.min(until, other.until));
    }

    boolean isEmpty() {
      return since > until;
    }
  }

  private static final Interval ALWAYS = new Interval(0, Long.MAX_VALUE);

  private final Path file;

  /** The pack and what ever held it, by their numbers in the archive. */
  private final Map<Long, List<Interval>> holders = new HashMap<>();

  private final Map<String, String> organisations = new HashMap<>();

  History(Path file) {
    this.file = file;
  }

  /** Prints what there is, and of what state the packs were. */
  static void summary(Path file, PrintWriter out) {
    Map<String, Long> kinds = new TreeMap<>();
    Map<String, Long> states = new TreeMap<>();
    Reading.each(
        file,
        line -> {
          String kind = line.path("kind").asText();
          kinds.merge(kind, 1L, Long::sum);
          switch (kind) {
            case "archive" -> out.println(head(line));
            case "product" -> out.println("product " + text(line, "name"));
            case "unit" -> {
              if (line.path("own").asBoolean()) {
                states.merge(text(line, "state"), 1L, Long::sum);
              }
            }
            default -> {
              // Counted.
            }
          }
          return true;
        });
    states.forEach((state, count) -> out.println("packs " + state + ": " + count));
    kinds.forEach((kind, count) -> out.println("lines " + kind + ": " + count));
  }

  private static String head(JsonNode line) {
    return "batch %s/%s, expiry %s, manufacturer %s"
        .formatted(
            text(line, "gtin"),
            text(line, "lot"),
            text(line, "expiry"),
            text(line, "manufacturer"));
  }

  /**
   * Prints the history of one pack.
   *
   * @throws Failure when the batch had none with this serial number
   */
  void of(String serial, PrintWriter out) {
    findPack(serial, out);
    while (findHolders()) {
      // Each time a level up: what held what held it.
    }
    Reading.each(
        file,
        line -> {
          if (line.path("kind").asText().equals("event")) {
            event(line, out);
          }
          return true;
        });
  }

  private void findPack(String serial, PrintWriter out) {
    Reading.each(
        file,
        line -> {
          switch (line.path("kind").asText()) {
            case "archive" -> out.println(head(line));
            case "organisation" -> organisations.put(text(line, "gln"), text(line, "name"));
            case "unit" -> {
              if (line.path("own").asBoolean() && text(line, "serial").equals(serial)) {
                holders.put(line.path("id").asLong(), new ArrayList<>(List.of(ALWAYS)));
                out.println(
                    "pack %s: %s, last held by %s"
                        .formatted(serial, text(line, "state"), name(text(line, "custodian"))));
              }
            }
            default -> {
              // Of no interest here.
            }
          }
          return holders.isEmpty();
        });
    if (holders.isEmpty()) {
      throw new Failure(
          "There is no such pack in " + file,
          "the batch had none with serial number " + serial,
          "Check the number: it is case-sensitive.");
    }
  }

  /** Whether more were found. */
  private boolean findHolders() {
    List<Boolean> found = new ArrayList<>();
    Reading.each(
        file,
        line -> {
          if (line.path("kind").asText().equals("membership")) {
            List<Interval> inside = holders.getOrDefault(line.path("child").asLong(), List.of());
            Interval there =
                new Interval(
                    line.path("enteredEvent").asLong(),
                    line.path("leftEvent").asLong(Long.MAX_VALUE));
            for (Interval each : List.copyOf(inside)) {
              Interval both = each.within(there);
              List<Interval> known =
                  holders.computeIfAbsent(line.path("parent").asLong(), _ -> new ArrayList<>());
              if (!both.isEmpty() && !known.contains(both)) {
                known.add(both);
                found.add(true);
              }
            }
          }
          // Events come last.
          return !line.path("kind").asText().equals("event");
        });
    return !found.isEmpty();
  }

  private void event(JsonNode event, PrintWriter out) {
    long id = event.path("id").asLong();
    for (JsonNode unit : event.path("units")) {
      if (holders.getOrDefault(unit.asLong(), List.of()).stream().anyMatch(i -> i.contains(id))) {
        String step = text(event, "step");
        out.println(
            "%s  %s  %s  at %s%s  leaf %s of its log  %s"
                .formatted(
                    text(event, "time"),
                    step.isEmpty() ? text(event, "type") : step,
                    name(text(event, "organisation")),
                    text(event, "place"),
                    event.path("declaredBy").isIntegralNumber() ? "  (declared in error)" : "",
                    text(event, "leaf"),
                    text(event, "hash")));
        return;
      }
    }
  }

  private String name(String gln) {
    return organisations.containsKey(gln) ? gln + " " + organisations.get(gln) : gln;
  }

  private static String text(JsonNode line, String field) {
    return line.path(field).isNull() ? "" : line.path(field).asText();
  }
}
