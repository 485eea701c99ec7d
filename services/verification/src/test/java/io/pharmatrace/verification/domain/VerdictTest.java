package io.pharmatrace.verification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.verification.domain.Verdict.Code;
import io.pharmatrace.verification.domain.Verdict.Level;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final UUID HOLDER = new UUID(0, 1);
  private static final UUID RECEIVER = new UUID(0, 2);
  private static final UUID STRANGER = new UUID(0, 3);
  private static final String LOT = "A1";
  private static final LocalDate EXPIRY = LocalDate.of(2028, 3, 31);

  private static final List<String> ENDS =
      List.of(
          "Supplied",
          "Exported",
          "CheckedOut",
          "Sample",
          "FreeSample",
          "Locked",
          "Stolen",
          "Destroyed");

  private static PackFacts pack(String state, String batchState, @Nullable UUID inTransitTo) {
    return pack(state, batchState, "Active", inTransitTo);
  }

  private static PackFacts pack(
      String state, String batchState, String productState, @Nullable UUID inTransitTo) {
    return new PackFacts(
        true,
        true,
        new PackFacts.Pack(state, LOT, EXPIRY, batchState, productState, HOLDER, inTransitTo));
  }

  private static Code code(PackFacts facts, @Nullable UUID asker) {
    return Verdict.of(facts, asker, LOT, EXPIRY).code();
  }

  /** The one promise that matters most, over every combination that can be recorded. */
  @Test
  void greenMeansActiveInDateHeldByTheAskerAndTheLabelMatches() {
    for (String state : Stream.concat(ENDS.stream(), Stream.of("Active", "Void")).toList()) {
      for (String batchState : List.of("Active", "Expired", "Recalled")) {
        for (UUID transit : new @Nullable UUID[] {null, RECEIVER}) {
          for (UUID asker : List.of(HOLDER, RECEIVER, STRANGER)) {
            for (String lot : new @Nullable String[] {null, LOT, "B2"}) {
              for (LocalDate expiry :
                  new @Nullable LocalDate[] {null, EXPIRY, EXPIRY.minusDays(1)}) {
                Verdict verdict = Verdict.of(pack(state, batchState, transit), asker, lot, expiry);
                boolean usable =
                    state.equals("Active")
                        && batchState.equals("Active")
                        && transit == null
                        && asker.equals(HOLDER)
                        && (lot == null || lot.equals(LOT))
                        && (expiry == null || expiry.equals(EXPIRY));
                assertThat(verdict.code().level() == Level.OK)
                    .as("%s %s %s %s %s %s", state, batchState, transit, asker, lot, expiry)
                    .isEqualTo(usable);
              }
            }
          }
        }
      }
    }
  }

  @Test
  void unknownProductSerialAndBatchAreToldApart() {
    assertThat(Verdict.of(new PackFacts(false, false, null), HOLDER, LOT, EXPIRY))
        .isEqualTo(new Verdict(Code.UNKNOWN, List.of(Alert.UNKNOWN_PRODUCT)));
    assertThat(Verdict.of(new PackFacts(true, true, null), HOLDER, LOT, EXPIRY))
        .isEqualTo(new Verdict(Code.UNKNOWN, List.of(Alert.UNKNOWN_SERIAL)));
    assertThat(Verdict.of(new PackFacts(true, false, null), HOLDER, LOT, EXPIRY))
        .isEqualTo(new Verdict(Code.UNKNOWN, List.of(Alert.UNKNOWN_BATCH)));
    assertThat(Verdict.of(new PackFacts(true, false, null), HOLDER, null, null))
        .isEqualTo(new Verdict(Code.UNKNOWN, List.of(Alert.UNKNOWN_SERIAL)));
  }

  @Test
  void aPackThatWasCommissionedInErrorIsUnknown() {
    assertThat(Verdict.of(pack("Void", "Active", null), HOLDER, LOT, EXPIRY))
        .isEqualTo(new Verdict(Code.UNKNOWN, List.of(Alert.UNKNOWN_SERIAL)));
  }

  @Test
  void everyMismatchOfTheLabelIsNamed() {
    Verdict verdict = Verdict.of(pack("Active", "Active", null), HOLDER, "B2", EXPIRY.plusDays(1));
    assertThat(verdict)
        .isEqualTo(
            new Verdict(Code.MISMATCH, List.of(Alert.BATCH_MISMATCH, Alert.EXPIRY_MISMATCH)));
  }

  @Test
  void batchNumbersAreCaseSensitive() {
    assertThat(Verdict.of(pack("Active", "Active", null), HOLDER, "a1", null).code())
        .isEqualTo(Code.MISMATCH);
  }

  @Test
  void whatEndedIsNamedByItsState() {
    assertThat(ENDS.stream().map(state -> code(pack(state, "Active", null), HOLDER).name()))
        .containsExactly(
            "SUPPLIED",
            "EXPORTED",
            "CHECKED_OUT",
            "SAMPLE",
            "FREE_SAMPLE",
            "LOCKED",
            "STOLEN",
            "DESTROYED");
  }

  @Test
  void theProductOverridesTheBatchAndTheBatchThePack() {
    for (String batchState : List.of("Active", "Expired", "Recalled")) {
      assertThat(code(pack("Active", batchState, "Withdrawn", null), HOLDER))
          .isEqualTo(Code.WITHDRAWN);
    }
    assertThat(code(pack("Active", "Recalled", null), HOLDER)).isEqualTo(Code.RECALLED);
    assertThat(code(pack("Stolen", "Recalled", null), HOLDER)).isEqualTo(Code.RECALLED);
    assertThat(code(pack("Active", "Recalled", null), null)).isEqualTo(Code.RECALLED);
  }

  @Test
  void aSuspectPackIsNeverGreenWhateverItsState() {
    for (String state : Stream.concat(ENDS.stream(), Stream.of("Active")).toList()) {
      PackFacts suspect =
          new PackFacts(
              true,
              true,
              new PackFacts.Pack(state, LOT, EXPIRY, "Active", "Active", HOLDER, null, true, true));
      assertThat(code(suspect, HOLDER)).isEqualTo(Code.SUSPECT);
      assertThat(code(suspect, null)).isEqualTo(Code.SUSPECT);
    }
    assertThat(Code.SUSPECT.level()).isEqualTo(Level.STOP);
  }

  @Test
  void aReturnedPackIsNotGreenBeforeItIsChecked() {
    assertThat(code(returned(null), HOLDER)).isEqualTo(Code.RETURNED);
    assertThat(code(returned(null), null)).isEqualTo(Code.RETURNED);
    assertThat(code(returned(null), STRANGER)).isEqualTo(Code.NOT_IN_CUSTODY);
    assertThat(code(returned(RECEIVER), HOLDER)).isEqualTo(Code.SHIPPED);
    assertThat(Code.RETURNED.level()).isEqualTo(Level.WARNING);
  }

  private static PackFacts returned(@Nullable UUID inTransitTo) {
    return new PackFacts(
        true,
        true,
        new PackFacts.Pack(
            "Active", LOT, EXPIRY, "Active", "Active", HOLDER, inTransitTo, false, true));
  }

  /** It need not be on record: what is in it has verdicts. */
  @Test
  void aCaseIsNeitherGreenNorUnknown() {
    for (UUID asker : new @Nullable UUID[] {null, STRANGER}) {
      assertThat(Verdict.of(new PackFacts(true, true, false, null), asker, LOT, EXPIRY))
          .isEqualTo(new Verdict(Code.CASE, List.of()));
    }
    assertThat(Code.CASE.level()).isEqualTo(Level.WARNING);
  }

  @Test
  void expiredComesBeforeSupplied() {
    assertThat(code(pack("Supplied", "Expired", null), HOLDER)).isEqualTo(Code.EXPIRED);
    assertThat(code(pack("Supplied", "Active", null), HOLDER)).isEqualTo(Code.SUPPLIED);
    assertThat(code(pack("Destroyed", "Active", null), HOLDER)).isEqualTo(Code.DESTROYED);
  }

  @Test
  void whoIsNotTheHolderIsWarned() {
    assertThat(code(pack("Active", "Active", RECEIVER), RECEIVER)).isEqualTo(Code.NOT_RECEIVED);
    assertThat(code(pack("Active", "Active", RECEIVER), HOLDER)).isEqualTo(Code.SHIPPED);
    assertThat(code(pack("Active", "Active", null), STRANGER)).isEqualTo(Code.NOT_IN_CUSTODY);
    assertThat(code(pack("Active", "Active", null), null)).isEqualTo(Code.ON_RECORD);
  }

  @Test
  void aStateWithoutARuleIsAFaultAndNeverGreen() {
    assertThatThrownBy(() -> code(pack("Melted", "Active", null), HOLDER))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> code(pack("Active", "Melted", null), HOLDER))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> code(pack("Active", "Active", "Melted", null), HOLDER))
        .isInstanceOf(IllegalStateException.class);
  }
}
