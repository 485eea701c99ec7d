package io.pharmatrace.verification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.custody.Suspicions.Code;
import io.pharmatrace.verification.domain.CaseRules.By;
import io.pharmatrace.verification.domain.CaseRules.Obstacle;
import io.pharmatrace.verification.domain.CaseRules.Present;
import io.pharmatrace.verification.domain.CaseRules.Wanted;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaseRulesTest {
  private static final UUID HERE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final Present OPEN = open(Code.ALREADY_SO, null);

  private static Present open(Code code, @Nullable UUID takenUpBy) {
    return new Present(code, CaseState.OPEN, null, HERE, takenUpBy);
  }

  private static By by(boolean decides) {
    return new By(HERE, decides);
  }

  private static Optional<Obstacle> close(Present present, UUID by) {
    return CaseRules.obstacle(
        present, new Wanted(CaseState.CLOSED, Cause.HANDLING_ERROR, null, new By(by, false)));
  }

  private static Optional<Obstacle> close(Present present, Cause cause, boolean decides) {
    return CaseRules.obstacle(present, new Wanted(CaseState.CLOSED, cause, "why", by(decides)));
  }

  private static Optional<Obstacle> open(Present present, @Nullable String why, boolean decides) {
    return CaseRules.obstacle(present, new Wanted(CaseState.OPEN, null, why, by(decides)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "FALSIFICATION_CONFIRMED")
  void whoIsConcernedClosesACase(Cause cause) {
    assertThat(close(OPEN, cause, false)).isEmpty();
    assertThat(
            close(
                new Present(Code.UNKNOWN_SERIAL, CaseState.INVESTIGATING, null, HERE, null),
                cause,
                false))
        .isEmpty();
  }

  @Test
  void aCaseIsClosedWithACauseAndNothingElseHasOne() {
    assertThat(CaseRules.obstacle(OPEN, new Wanted(CaseState.CLOSED, null, "why", by(true))))
        .contains(Obstacle.CAUSE_MISSING);
    assertThat(
            CaseRules.obstacle(
                OPEN, new Wanted(CaseState.INVESTIGATING, Cause.OTHER, "why", by(true))))
        .contains(Obstacle.CAUSE_UNWANTED);
  }

  @Test
  void anotherCauseIsToldInWords() {
    assertThat(CaseRules.obstacle(OPEN, new Wanted(CaseState.CLOSED, Cause.OTHER, null, by(true))))
        .contains(Obstacle.COMMENT_MISSING);
  }

  @Test
  void aClosedCaseIsOpenedAgainWithAReason() {
    Present closed =
        new Present(Code.ALREADY_SO, CaseState.CLOSED, Cause.HANDLING_ERROR, HERE, null);
    assertThat(open(closed, null, true)).contains(Obstacle.COMMENT_MISSING);
    assertThat(open(closed, "why", false)).isEmpty();
  }

  @Test
  void whereAPackWasMetThatShouldNotBeThereNobodyClosesTheCaseHimself() {
    Code met = Code.CUSTODY_MISMATCH;
    assertThat(close(open(met, null), HERE)).contains(Obstacle.NOT_YOURS_TO_CLOSE);
    assertThat(close(open(met, HERE), HERE)).contains(Obstacle.NOT_YOURS_TO_CLOSE);
    assertThat(close(open(met, null), OTHER)).contains(Obstacle.NOT_YOURS_TO_CLOSE);
    assertThat(close(open(met, OTHER), OTHER)).isEmpty();
    assertThat(close(open(met, HERE), Cause.HANDLING_ERROR, true)).isEmpty();
  }

  @Test
  void whatAnotherOrganisationHasTakenUpIsItsToCloseAndToGive() {
    Present taken = open(Code.ALREADY_SO, OTHER);
    assertThat(close(taken, HERE)).contains(Obstacle.NOT_YOURS_TO_CLOSE);
    assertThat(close(taken, OTHER)).isEmpty();
    assertThat(CaseRules.againstAssignment(taken, by(false))).contains(Obstacle.TAKEN_UP);
    assertThat(CaseRules.againstAssignment(taken, by(true))).isEmpty();
    assertThat(CaseRules.againstAssignment(taken, new By(OTHER, false))).isEmpty();
    assertThat(CaseRules.againstAssignment(OPEN, by(false))).isEmpty();
  }

  @Test
  void whereAPackWasMetThatShouldNotBeThereNobodyKeepsTheCaseFromOthers() {
    Present kept = open(Code.CUSTODY_MISMATCH, HERE);
    assertThat(CaseRules.againstAssignment(kept, new By(OTHER, false))).isEmpty();
  }

  @Test
  void theSameStateAgainIsNoChange() {
    assertThat(open(OPEN, "why", true)).contains(Obstacle.ALREADY_SO);
  }

  @Test
  void onlyWhoDecidesPutsAPackOffSaleAndOnAgain() {
    assertThat(close(OPEN, Cause.FALSIFICATION_CONFIRMED, false))
        .contains(Obstacle.NOT_YOURS_TO_SAY);
    assertThat(close(OPEN, Cause.FALSIFICATION_CONFIRMED, true)).isEmpty();
    Present confirmed =
        new Present(Code.ALREADY_SO, CaseState.CLOSED, Cause.FALSIFICATION_CONFIRMED, HERE, null);
    assertThat(open(confirmed, "why", false)).contains(Obstacle.NOT_YOURS_TO_SAY);
    assertThat(open(confirmed, "why", true)).isEmpty();
  }

  @Test
  void onlyWhoDecidesClearsAPackThatFailedTheCheckBeforeAReturn() {
    Present failed = new Present(Code.RETURN_FAILED, CaseState.INVESTIGATING, null, HERE, null);
    assertThat(close(failed, Cause.HANDLING_ERROR, false)).contains(Obstacle.NOT_YOURS_TO_SAY);
    assertThat(close(failed, Cause.HANDLING_ERROR, true)).isEmpty();
    Present cleared =
        new Present(Code.RETURN_FAILED, CaseState.CLOSED, Cause.HANDLING_ERROR, HERE, null);
    assertThat(open(cleared, "why", false)).contains(Obstacle.NOT_YOURS_TO_SAY);
  }
}
