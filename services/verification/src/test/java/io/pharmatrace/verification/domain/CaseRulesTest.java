package io.pharmatrace.verification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.custody.Suspicions.Code;
import io.pharmatrace.verification.domain.CaseRules.Obstacle;
import io.pharmatrace.verification.domain.CaseRules.Present;
import io.pharmatrace.verification.domain.CaseRules.Wanted;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaseRulesTest {
  private static final Present OPEN = new Present(Code.ALREADY_SO, CaseState.OPEN, null);

  private static Optional<Obstacle> close(Present present, Cause cause, boolean decides) {
    return CaseRules.obstacle(present, new Wanted(CaseState.CLOSED, cause, "why", decides));
  }

  private static Optional<Obstacle> open(Present present, @Nullable String why, boolean decides) {
    return CaseRules.obstacle(present, new Wanted(CaseState.OPEN, null, why, decides));
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "FALSIFICATION_CONFIRMED")
  void whoIsConcernedClosesACase(Cause cause) {
    assertThat(close(OPEN, cause, false)).isEmpty();
    assertThat(close(new Present(Code.UNKNOWN_SERIAL, CaseState.INVESTIGATING, null), cause, false))
        .isEmpty();
  }

  @Test
  void aCaseIsClosedWithACauseAndNothingElseHasOne() {
    assertThat(CaseRules.obstacle(OPEN, new Wanted(CaseState.CLOSED, null, "why", true)))
        .contains(Obstacle.CAUSE_MISSING);
    assertThat(
            CaseRules.obstacle(OPEN, new Wanted(CaseState.INVESTIGATING, Cause.OTHER, "why", true)))
        .contains(Obstacle.CAUSE_UNWANTED);
  }

  @Test
  void anotherCauseIsToldInWords() {
    assertThat(CaseRules.obstacle(OPEN, new Wanted(CaseState.CLOSED, Cause.OTHER, null, true)))
        .contains(Obstacle.COMMENT_MISSING);
  }

  @Test
  void aClosedCaseIsOpenedAgainWithAReason() {
    Present closed = new Present(Code.ALREADY_SO, CaseState.CLOSED, Cause.HANDLING_ERROR);
    assertThat(open(closed, null, true)).contains(Obstacle.COMMENT_MISSING);
    assertThat(open(closed, "why", false)).isEmpty();
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
        new Present(Code.ALREADY_SO, CaseState.CLOSED, Cause.FALSIFICATION_CONFIRMED);
    assertThat(open(confirmed, "why", false)).contains(Obstacle.NOT_YOURS_TO_SAY);
    assertThat(open(confirmed, "why", true)).isEmpty();
  }

  @Test
  void onlyWhoDecidesClearsAPackThatFailedTheCheckBeforeAReturn() {
    Present failed = new Present(Code.RETURN_FAILED, CaseState.INVESTIGATING, null);
    assertThat(close(failed, Cause.HANDLING_ERROR, false)).contains(Obstacle.NOT_YOURS_TO_SAY);
    assertThat(close(failed, Cause.HANDLING_ERROR, true)).isEmpty();
    Present cleared = new Present(Code.RETURN_FAILED, CaseState.CLOSED, Cause.HANDLING_ERROR);
    assertThat(open(cleared, "why", false)).contains(Obstacle.NOT_YOURS_TO_SAY);
  }
}
