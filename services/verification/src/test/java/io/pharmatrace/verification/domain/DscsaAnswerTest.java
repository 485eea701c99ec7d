package io.pharmatrace.verification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of docs/dscsa-verification.md, row by row. */
class DscsaAnswerTest {
  private static final String LOT = "A1";
  private static final LocalDate EXPIRY = LocalDate.of(2028, 3, 31);

  /** What the page says, and what the program answers to it. */
  record Row(String onRecord, List<String> said, DscsaAnswer answer) {
    @Override
    public String toString() {
      return onRecord;
    }
  }

  static Stream<Row> rows() throws IOException {
    return Files.readAllLines(Path.of("..", "..", "docs", "dscsa-verification.md")).stream()
        .filter(line -> line.matches("\\|.*\\| (true|false) \\|.*"))
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
        .map(cells -> new Row(cells.get(1), cells.subList(2, 5), answer(cells.get(1))));
  }

  private static DscsaAnswer answer(String onRecord) {
    return switch (onRecord) {
      case "no such serial number, or commissioned in error" -> ask(pack("Void"), LOT, EXPIRY);
      case "another batch and expiry date" -> ask(pack("Active"), "B2", EXPIRY.minusDays(1));
      case "another batch" -> ask(pack("Active"), "B2", EXPIRY);
      case "another expiry date" -> ask(pack("Active"), LOT, EXPIRY.minusDays(1));
      case "another batch, and Recalled" -> ask(pack("Active", "Recalled", "Active"), "B2", EXPIRY);
      case "another expiry date, and Expired" ->
          ask(pack("Active", "Expired", "Active"), LOT, EXPIRY.minusDays(1));
      case "Withdrawn" -> ask(pack("Active", "Active", "Withdrawn"), LOT, EXPIRY);
      case "Recalled", "Expired" -> ask(pack("Active", onRecord, "Active"), LOT, EXPIRY);
      case "put off sale by a case" -> ask(suspect(), LOT, EXPIRY);
      default -> ask(pack(onRecord), LOT, EXPIRY);
    };
  }

  private static DscsaAnswer ask(PackFacts.@Nullable Pack pack, String lot, LocalDate expiry) {
    return DscsaAnswer.of(new PackFacts(true, true, pack), lot, expiry);
  }

  private static PackFacts.Pack suspect() {
    return new PackFacts.Pack(
        "Active", LOT, EXPIRY, "Active", "Active", new UUID(0, 1), null, true, false);
  }

  private static PackFacts.Pack pack(String state) {
    return pack(state, "Active", "Active");
  }

  private static PackFacts.Pack pack(String state, String batchState, String productState) {
    return new PackFacts.Pack(
        state, LOT, EXPIRY, batchState, productState, new UUID(0, 1), new UUID(0, 2));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachRowOfThePageIsWhatIsAnswered(Row row) {
    DscsaAnswer answer = row.answer();
    DscsaAnswer.@Nullable FailureReason reason = answer.reason();
    DscsaAnswer.@Nullable AdditionalInfo info = answer.info();
    assertThat(
            List.of(
                String.valueOf(answer.verified()),
                reason == null ? "" : reason.text(),
                info == null ? "" : info.text()))
        .isEqualTo(row.said());
  }

  @Test
  void thePageHasARowForEveryState() throws IOException {
    assertThat(rows().map(Row::onRecord)).doesNotHaveDuplicates().hasSize(19);
  }

  @Test
  void aSerialNumberThatNobodyCommissionedIsNoMatchWhateverTheBatch() {
    for (boolean batchKnown : new boolean[] {true, false}) {
      assertThat(DscsaAnswer.of(new PackFacts(true, batchKnown, null), LOT, EXPIRY))
          .isEqualTo(new DscsaAnswer(false, DscsaAnswer.FailureReason.NO_MATCH_GTIN_SERIAL, null));
    }
  }

  /** That is what one asks about it. */
  @Test
  void aPackThatCameBackIsVerifiedAsAnyOther() {
    PackFacts.Pack returned =
        new PackFacts.Pack(
            "Active", LOT, EXPIRY, "Active", "Active", new UUID(0, 1), null, false, true);
    assertThat(ask(returned, LOT, EXPIRY).verified()).isTrue();
  }

  @Test
  void aBatchThatIsUnknownIsAnotherBatch() {
    assertThat(DscsaAnswer.of(new PackFacts(true, false, pack("Active")), "B2", EXPIRY).reason())
        .isEqualTo(DscsaAnswer.FailureReason.NO_MATCH_GTIN_SERIAL_LOT);
  }
}
