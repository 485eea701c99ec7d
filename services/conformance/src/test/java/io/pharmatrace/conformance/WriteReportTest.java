package io.pharmatrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteReportTest {
  private static final Tally TENTH = tally("7.4.10", 2, 0, "epcis: ATest");
  private static final Tally NINTH = tally("7.4.9", 1, 1, "epcis: ATest");
  private static final Tally NINTH_AGAIN = tally("7.4.9", 3, 0, "custody: BTest");

  @TempDir Path root;

  @BeforeEach
  void directories() throws IOException {
    Files.createDirectories(root.resolve("services"));
    Files.createDirectories(root.resolve("docs"));
  }

  @Test
  void rowsAreMergedAndInTheOrderOfTheSections() {
    List<Tally> tallies = List.of(TENTH, NINTH, NINTH_AGAIN);
    String text =
        Report.of(tallies, List.of(new Gap(Standard.EPCIS, "7.4.2", "an old event", "is old")));

    assertThat(text)
        .contains("2 features supported, 1 not; 6 cases, 1 properties.")
        .containsSubsequence(
            "| 7.4.2 | an old event | no: is old |  |  |  |\n",
            "| 7.4.9 | feature of 7.4.9 | yes | 4 | 1 | custody: BTest, epcis: ATest |\n",
            "| 7.4.10 | feature of 7.4.10 | yes | 2 |  | epcis: ATest |\n");
    assertThat(Report.of(tallies.reversed(), List.of())).isEqualTo(Report.of(tallies, List.of()));
  }

  @Test
  void whatTestsShowCannotBeListedAsMissing() {
    Gap gap = new Gap(Standard.EPCIS, "7.4.9", "feature of 7.4.9", "is hard");

    assertThatThrownBy(() -> Report.of(List.of(NINTH), List.of(gap)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void ciFailsOnceAndAcceptsTheFileThatItWrote() throws IOException {
    record("1", NINTH);

    assertThatThrownBy(() -> WriteReport.write(root, true, "1"))
        .hasMessageContaining("run ./pharmatrace test and commit");
    WriteReport.write(root, true, "1");
    assertThat(document()).contains("feature of 7.4.9");
  }

  @Test
  void partialOrFailedRunLeavesTheDocumentAlone() throws IOException {
    Files.writeString(root.resolve("docs/conformance.md"), "as it was");
    record("1", NINTH);
    record("2", new Tally(Standard.EPCIS, "7", "fails", "epcis: CTest", 1, 0, 1));

    WriteReport.main(root.toString(), "true", "partial");
    assertThatThrownBy(() -> WriteReport.write(root, false, "2")).hasMessageContaining("failed");
    assertThatThrownBy(() -> WriteReport.write(root, false, "3")).hasMessageContaining("no test");
    assertThat(document()).isEqualTo("as it was");
  }

  private void record(String run, Tally tally) {
    Records.write(
        Records.directory(root.resolve("services/epcis"), run),
        "a.Test",
        Collections.singletonList(tally));
  }

  private String document() throws IOException {
    return Files.readString(root.resolve("docs/conformance.md"));
  }

  private static Tally tally(String section, int cases, int properties, String shownBy) {
    return new Tally(
        Standard.EPCIS, section, "feature of " + section, shownBy, cases, properties, 0);
  }
}
