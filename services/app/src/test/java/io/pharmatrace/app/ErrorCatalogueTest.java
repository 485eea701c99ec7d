package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.error.InvalidValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Holds docs/errors.md and docs/alerts.md against the codes that the program knows. */
class ErrorCatalogueTest {
  @Test
  void everyErrorOfARequestIsOnThePageInTheWordsOfTheProgram() throws IOException {
    assertThat(rows("## Errors of a request"))
        .containsExactlyElementsOf(
            Arrays.stream(ErrorCode.values())
                .map(
                    e ->
                        List.of(
                            "`" + e.code() + "`",
                            String.valueOf(e.status()),
                            e.title(),
                            e.action()))
                .toList());
  }

  @Test
  void everyRefusalOfAnEventIsOnThePageWithMeaningAndAction() throws IOException {
    List<List<String>> rows = rows("## Why a scan or event is rejected");
    assertThat(rows.stream().map(row -> row.subList(0, 2)))
        .containsExactlyElementsOf(
            Arrays.stream(Refusal.Reason.values())
                .map(r -> List.of("`" + r.code() + "`", r.waitable() ? "yes" : "no"))
                .toList());
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(4).doesNotContain(""));
    assertThat(rows.stream().map(row -> row.get(3).replace("`", "")))
        .as("what the answer says that is to be done")
        .containsExactlyElementsOf(
            Arrays.stream(Refusal.Reason.values()).map(Refusal.Reason::remedy).toList());
  }

  @Test
  void everyKindOfMistakeInAValueIsOnThePage() throws IOException {
    assertThat(rows("## What is wrong with a value").stream().map(List::getFirst))
        .containsExactlyElementsOf(
            Arrays.stream(InvalidValue.values()).map(kind -> "`" + kind.code() + "`").toList());
  }

  @Test
  void everyAlertIsOnItsPageWithItsKind() throws IOException {
    assertThat(
            rows("alerts.md", "# Alerts and cases").stream()
                .flatMap(
                    row -> Arrays.stream(row.getFirst().split("[ ,]+")).map(c -> c + row.get(1))))
        .containsExactlyElementsOf(
            Arrays.stream(Suspicions.Code.values())
                .map(c -> "`" + c.text() + "`" + c.kind().name().toLowerCase(Locale.ROOT))
                .toList());
  }

  private static List<List<String>> rows(String heading) throws IOException {
    return rows("errors.md", heading);
  }

  /** Cells of the table under a heading, without its head. */
  private static List<List<String>> rows(String page, String heading) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "..", "docs", page));
    int start = lines.indexOf(heading);
    assertThat(start).as("heading %s", heading).isNotNegative();
    return lines.subList(start + 1, lines.size()).stream()
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
        .toList();
  }
}
