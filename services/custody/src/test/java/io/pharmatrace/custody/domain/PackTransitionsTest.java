package io.pharmatrace.custody.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.custody.domain.PackTransitions.Obstacle;
import io.pharmatrace.custody.domain.PackTransitions.Present;
import io.pharmatrace.custody.domain.PackTransitions.Wanted;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Sgtin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the life of a pack: every state against every other, in each of its limits. */
class PackTransitionsTest {
  private static final Gln HERE = new Gln("9521103000014");
  private static final Gln THERE = new Gln("9521104000013");
  private static final OffsetDateTime THEN = OffsetDateTime.parse("2026-11-01T10:00:00+01:00");
  private static final Duration TOLERANCE = Duration.ofMinutes(10);
  private static final Duration TEN_DAYS = Duration.ofDays(10);

  /** The states that the design lets be undone in time and at the same place. */
  private static final Set<UnitState> UNDOABLE =
      EnumSet.of(
          UnitState.SUPPLIED,
          UnitState.EXPORTED,
          UnitState.CHECKED_OUT,
          UnitState.SAMPLE,
          UnitState.FREE_SAMPLE);

  private static final Set<UnitState> FINAL = EnumSet.of(UnitState.STOLEN, UnitState.DESTROYED);

  static Stream<UnitState> ends() {
    return Arrays.stream(UnitState.values())
        .filter(state -> state != UnitState.ACTIVE && state.canBeWanted());
  }

  static Stream<UnitState> undoable() {
    return UNDOABLE.stream();
  }

  private static Present in(UnitState state, boolean batchEnded) {
    return new Present(state, THEN, HERE, batchEnded);
  }

  private static Optional<Obstacle> end(Present present, UnitState wanted) {
    return obstacle(present, new Wanted(wanted, null, THEN.plusDays(1), HERE, true));
  }

  private static Optional<Obstacle> obstacle(Present present, Wanted wanted) {
    return PackTransitions.obstacle(present, wanted, TOLERANCE);
  }

  private static Optional<Obstacle> undo(
      Present present, Duration later, Gln place, @Nullable UnitState undone) {
    return obstacle(present, new Wanted(UnitState.ACTIVE, undone, THEN.plus(later), place, true));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void anActivePackMayGoIntoEveryState(UnitState wanted) {
    assertThat(end(in(UnitState.ACTIVE, false), wanted)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ends")
  void aPackOfABatchThatEndedIsNotGivenOutButMayBeDestroyedStolenAndLocked(UnitState wanted) {
    assertThat(end(in(UnitState.ACTIVE, true), wanted))
        .isEqualTo(
            UNDOABLE.contains(wanted) ? Optional.of(Obstacle.BATCH_ENDED) : Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("ends")
  void whatHasEndedInOneWayDoesNotEndInAnother(UnitState state) {
    ends()
        .filter(wanted -> wanted != state)
        .filter(wanted -> state != UnitState.LOCKED || !FINAL.contains(wanted))
        .forEach(
            wanted -> {
              assertThat(end(in(state, false), wanted)).contains(Obstacle.INACTIVE);
              assertThat(end(in(state, true), wanted))
                  .contains(UNDOABLE.contains(wanted) ? Obstacle.BATCH_ENDED : Obstacle.INACTIVE);
            });
  }

  /** A higher level overrides a lower one, as it does in the verdict. */
  @ParameterizedTest
  @MethodSource("undoable")
  void whatIsGivenOutAgainAfterItsBatchEndedIsRefusedForItsBatch(UnitState state) {
    assertThat(end(in(state, true), state)).contains(Obstacle.BATCH_ENDED);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void theSameStateAgainIsAlreadySo(UnitState state) {
    assertThat(end(in(state, false), state)).contains(Obstacle.ALREADY_SO);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void theSameStateAgainAtTheSamePlaceAndSoonIsARepeat(UnitState state) {
    Present ended = in(state, true);
    Present present = in(state, false);
    // Who asks twice within minutes is told that it is done, whatever became of the batch.
    assertThat(obstacle(ended, new Wanted(state, null, THEN.plus(TOLERANCE), HERE, true)))
        .contains(Obstacle.REPEATED);
    assertThat(obstacle(present, new Wanted(state, null, THEN.plus(TOLERANCE), HERE, true)))
        .contains(Obstacle.REPEATED);
    assertThat(obstacle(present, new Wanted(state, null, THEN.minus(TOLERANCE), HERE, true)))
        .contains(Obstacle.REPEATED);
    assertThat(
            obstacle(
                present, new Wanted(state, null, THEN.plus(TOLERANCE).plusSeconds(1), HERE, true)))
        .contains(Obstacle.ALREADY_SO);
    assertThat(obstacle(present, new Wanted(state, null, THEN, THERE, true)))
        .contains(Obstacle.ALREADY_SO);
    assertThat(obstacle(present, new Wanted(state, null, THEN, null, true)))
        .contains(Obstacle.ALREADY_SO);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void whereNoPlaceIsKnownWhoHasThePackRepeatsHimselfAndNobodyElseDoes(UnitState state) {
    Present nowhere = new Present(state, THEN, null, false);
    assertThat(obstacle(nowhere, new Wanted(state, null, THEN.plus(TOLERANCE), null, true)))
        .contains(Obstacle.REPEATED);
    assertThat(obstacle(nowhere, new Wanted(state, null, THEN.plus(TOLERANCE), null, false)))
        .contains(Obstacle.ALREADY_SO);
    assertThat(obstacle(nowhere, new Wanted(state, null, THEN.plus(TOLERANCE), HERE, true)))
        .contains(Obstacle.ALREADY_SO);
  }

  @ParameterizedTest
  @MethodSource("undoable")
  void aMistakeIsUndoneWithin240HoursAtTheSamePlace(UnitState state) {
    Present present = in(state, false);
    assertThat(undo(present, Duration.ZERO, HERE, null)).isEmpty();
    assertThat(undo(present, TEN_DAYS, HERE, state)).isEmpty();
    assertThat(undo(present, TEN_DAYS.plusSeconds(1), HERE, state)).contains(Obstacle.TOO_LATE);
    assertThat(undo(present, Duration.ZERO, THERE, state)).contains(Obstacle.ELSEWHERE);
  }

  @Test
  void whereThePlaceIsNotKnownNothingIsUndone() {
    Present nowhere = new Present(UnitState.SUPPLIED, THEN, null, false);
    assertThat(undo(nowhere, Duration.ZERO, HERE, null)).contains(Obstacle.ELSEWHERE);
    assertThat(obstacle(nowhere, new Wanted(UnitState.ACTIVE, null, THEN, null, true)))
        .contains(Obstacle.ELSEWHERE);
  }

  @Test
  void aLockIsLiftedAtAnyTimeAndAnywhere() {
    assertThat(undo(in(UnitState.LOCKED, false), Duration.ofDays(1000), THERE, null)).isEmpty();
  }

  @Test
  void whatIsLockedMayTurnOutStolenAndIsDestroyedAfterARecall() {
    FINAL.forEach(wanted -> assertThat(end(in(UnitState.LOCKED, true), wanted)).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(
      value = UnitState.class,
      names = {"STOLEN", "DESTROYED"})
  void whatIsStolenOrDestroyedNeverComesBack(UnitState state) {
    assertThat(FINAL).contains(state);
    assertThat(undo(in(state, false), Duration.ZERO, HERE, state)).contains(Obstacle.FINAL);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void nothingOfABatchThatEndedComesBack(UnitState state) {
    assertThat(undo(in(state, true), Duration.ZERO, HERE, null)).contains(Obstacle.BATCH_ENDED);
    assertThat(undo(in(state, true), Duration.ofDays(11), THERE, UnitState.SAMPLE))
        .contains(Obstacle.BATCH_ENDED);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void onlyTheStateThatThePackIsInIsUndone(UnitState state) {
    ends()
        .filter(other -> other != state)
        .forEach(
            other ->
                assertThat(undo(in(state, false), Duration.ZERO, HERE, other))
                    .contains(Obstacle.OTHER_STATE));
  }

  @Test
  void thereIsNothingToUndoOnAnActivePack() {
    assertThat(undo(in(UnitState.ACTIVE, true), Duration.ZERO, HERE, null))
        .contains(Obstacle.NOTHING_TO_UNDO);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void whatIsDatedBeforeTheEndUndoesNothing(UnitState state) {
    assertThat(undo(in(state, false), Duration.ofSeconds(-1), HERE, state))
        .contains(Obstacle.NOTHING_TO_UNDO);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void ofWhatHappenedBeforeTheReturnOnlyTheftAndDestructionCount(UnitState wanted) {
    Unit pack =
        new Unit(1, Sgtin.of("09521101000023", "1"), Unit.Kind.PACK, null, UnitState.ACTIVE);
    assertThat(PackTransitions.isTakenBack(pack, wanted, THEN)).isFalse();
    pack.reactivate(THEN, HERE);
    assertThat(PackTransitions.isTakenBack(pack, wanted, THEN)).isFalse();
    assertThat(PackTransitions.isTakenBack(pack, wanted, THEN.minusSeconds(1)))
        .isEqualTo(!FINAL.contains(wanted));
  }

  @Test
  void nobodyMakesAPackVoidByWish() {
    assertThatThrownBy(() -> new Wanted(UnitState.VOID, null, THEN, HERE, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Each cell of the page is what happens, not what is said of it anywhere else. */
  @Test
  void thePageShowsTheTable() throws IOException {
    List<String> rows = new ArrayList<>();
    rows.add(row("from, to", wanted().map(UnitState::text)));
    rows.add(row("---", wanted().map(state -> "---")).replace(" ", ""));
    wanted().forEach(from -> rows.add(row(from.text(), wanted().map(to -> cell(from, to)))));
    rows.add(
        row(
            "if the batch has ended",
            wanted()
                .map(to -> wanted().allMatch(from -> ways(from, to, true).isEmpty()) ? "no" : "")));
    assertThat(Files.readAllLines(Path.of("../../docs/pack-states.md"))).containsSequence(rows);
  }

  private static Stream<UnitState> wanted() {
    return Stream.concat(Stream.of(UnitState.ACTIVE), ends());
  }

  private static String row(String first, Stream<String> cells) {
    return Stream.concat(Stream.of(first), cells).collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String cell(UnitState from, UnitState to) {
    Set<Way> ways = ways(from, to, false);
    assertThat(ways(from, to, true))
        .as("nothing but the batch makes a difference")
        .isIn(ways, Set.of());
    if (from == to && from == UnitState.ACTIVE) {
      return "";
    }
    if (ways.equals(EnumSet.allOf(Way.class))) {
      return "yes";
    }
    if (ways.equals(EnumSet.complementOf(EnumSet.of(Way.EARLIER)))) {
      return "yes";
    }
    if (ways.equals(EnumSet.of(Way.IN_TIME))) {
      return "240 h, there";
    }
    if (ways.equals(EnumSet.of(Way.EARLIER))) {
      return "earlier";
    }
    assertThat(ways).as("%s to %s", from, to).isEmpty();
    return "no";
  }

  /** When and where somebody wants a pack to change that came into its state {@code HERE}. */
  private enum Way {
    EARLIER(PackTransitions.LATE.plusSeconds(1).negated(), true),
    IN_TIME(TEN_DAYS, true),
    ELSEWHERE(TEN_DAYS, false),
    LATER(TEN_DAYS.plusSeconds(1), true);

    private final Duration after;
    private final boolean here;

    Way(Duration after, boolean here) {
      this.after = after;
      this.here = here;
    }
  }

  /** Those in which it may. */
  private static Set<Way> ways(UnitState from, UnitState to, boolean batchEnded) {
    Present present =
        from == UnitState.ACTIVE ? new Present(from, null, null, batchEnded) : in(from, batchEnded);
    Set<Way> ways = EnumSet.noneOf(Way.class);
    for (Way way : Way.values()) {
      Wanted wanted = new Wanted(to, null, THEN.plus(way.after), way.here ? HERE : THERE, true);
      if (PackTransitions.obstacle(present, wanted, Duration.ZERO).isEmpty()) {
        ways.add(way);
      }
    }
    return ways;
  }
}
