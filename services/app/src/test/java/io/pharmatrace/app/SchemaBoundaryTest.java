package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A schema belongs to one module: others may join the views that it publishes, never its tables.
 */
class SchemaBoundaryTest {
  private static final Set<String> OWNERS =
      Set.of("platform", "registry", "custody", "anchoring", "verification", "records");

  private static final Set<String> PUBLISHED =
      Set.of(
          "registry.organisations",
          "registry.products",
          "registry.product_versions",
          "registry.recalls",
          "registry.batches",
          "registry.sites",
          "registry.users",
          "custody.packs",
          "custody.batch_units",
          "custody.events",
          "custody.holdings",
          "custody.handovers",
          "custody.returned_packs",
          "anchoring.entry_status",
          "anchoring.closed_slots",
          "anchoring.made_notes",
          "anchoring.pending_handovers");

  private static final Pattern OWN =
      Pattern.compile(
          "CREATE\\s+(?:UNLOGGED\\s+)?(?:TABLE|SEQUENCE|FUNCTION|(?:MATERIALIZED\\s+)?VIEW)\\s+"
              + "(?:IF\\s+NOT\\s+EXISTS\\s+)?([a-z_]+\\.[a-z_]+)",
          Pattern.CASE_INSENSITIVE);

  @ParameterizedTest
  @ValueSource(strings = {"registry", "custody", "anchoring", "verification", "records"})
  void namesNothingOfAnothersSchemaButPublishedViews(String feature) {
    Set<String> foreign =
        OWNERS.stream()
            .filter(owner -> !owner.equals(feature))
            .flatMap(owner -> made(owner).stream())
            .filter(name -> !PUBLISHED.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(foreign).contains("platform.outbox").hasSizeGreaterThan(5);
    Pattern forbidden =
        Pattern.compile(
            "(?<![\\w.])(?:"
                + foreign.stream().map(Pattern::quote).collect(Collectors.joining("|"))
                + ")(?!\\w)");

    List<String> found =
        sources(feature)
            .flatMap(
                file ->
                    forbidden
                        .matcher(read(file))
                        .results()
                        .map(hit -> file.getFileName() + ": " + hit.group()))
            .toList();

    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry", "custody", "anchoring"})
  void publishesTheViewsThatOthersMayJoin(String feature) {
    assertThat(made(feature))
        .containsAll(PUBLISHED.stream().filter(v -> v.startsWith(feature + ".")).toList());
  }

  private static Set<String> made(String owner) {
    Set<String> names = new TreeSet<>();
    sources(owner)
        .filter(file -> file.toString().endsWith(".sql"))
        .forEach(
            file -> {
              Matcher own = OWN.matcher(read(file));
              while (own.find()) {
                names.add(own.group(1));
              }
            });
    return names;
  }

  private static Stream<Path> sources(String module) {
    Path main = Path.of("..", module, "src", "main");
    try (Stream<Path> files = Files.walk(main)) {
      return files
          .filter(file -> file.toString().endsWith(".java") || file.toString().endsWith(".sql"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
