package io.pharmatrace.custody.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.custody.Suspicions.Code;
import io.pharmatrace.custody.domain.Refusal.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds the table of refused changes in docs/pack-states.md against the program. */
class DoubtCodesTest {
  private static final Pattern CODE = Pattern.compile("`([a-z-]+)`");

  /** Each reason on the page with what it says of the alert. */
  private static Map<Reason, String> page() throws IOException {
    Map<Reason, String> page = new HashMap<>();
    for (String line : Files.readAllLines(Path.of("..", "..", "docs", "pack-states.md"))) {
      List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
      if (cells.size() == 4) {
        CODE.matcher(cells.get(2))
            .results()
            .map(DoubtCodesTest::reason)
            .forEach(reason -> page.put(reason, cells.get(3)));
      }
    }
    return page;
  }

  private static Reason reason(MatchResult code) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.code().equals(code.group(1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no reason " + code.group(1)));
  }

  @Test
  void thePageSaysOfEachRefusedChangeWhetherItIsAnAlert() throws IOException {
    Map<Reason, String> page = page();
    page.forEach(
        (reason, alert) -> {
          @Nullable Code code = DoubtCodes.ofState(reason);
          assertThat(alert)
              .as(reason.code())
              .startsWith(code == null ? "none" : "`" + code.text() + "`");
        });
  }

  @Test
  void everyReasonOfTheTableOfStatesIsOnThePage() throws IOException {
    List<Reason> reasons =
        new ArrayList<>(
            List.of(
                Reason.REPEATED,
                Reason.PLACE_UNKNOWN,
                Reason.NOTHING_TO_UNDO,
                Reason.TAKEN_BACK,
                Reason.RECALLED,
                Reason.EXPIRED));
    Arrays.stream(Reason.values())
        .filter(reason -> DoubtCodes.ofState(reason) != null)
        .forEach(reasons::add);
    assertThat(page().keySet()).containsExactlyInAnyOrderElementsOf(reasons);
  }
}
