package io.pharmatrace.custody.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.custody.application.Arrivals.Again;
import io.pharmatrace.custody.application.RandomJourney.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Events that come late end in the same state as punctual ones: whether each organisation tells in
 * order what it did, and how what they tell comes between each other is left to chance, or all is.
 */
class OrderOfArrivalTest {
  private static final int JOURNEYS = 10_000;

  /** The journeys that ended otherwise than told in time; those with a pack Active that is not. */
  private record Tally(List<String> different, List<String> green) {}

  @Test
  void howeverLateAnOrganisationTellsTheUnitsEndTheSame() {
    assertThat(tally(OrderOfArrivalTest::interleaved, Again.ALL).different()).isEmpty();
  }

  /**
   * Where it is told of units before who tells it is known to have to do with them, and where what
   * is told does not fit together before the rest is known, one in 500 may end otherwise; none with
   * a pack Active that is not.
   */
  @Test
  void inWhateverOrderEventsAreToldTheUnitsEndTheSame() {
    Tally tally = tally(OrderOfArrivalTest::shuffled, Again.ALL);
    assertThat(tally.green()).isEmpty();
    assertThat(tally.different()).hasSizeLessThan(JOURNEYS / 500);
  }

  /** EPCIS events, unlike scans: who is known to have to do with a unit is refused only once. */
  @Test
  void alsoWhenWhatIsRefusedAndKeptIsNotToldAgain() {
    Tally tally = tally(OrderOfArrivalTest::shuffled, Again.NOT_KEPT);
    assertThat(tally.green()).isEmpty();
    assertThat(tally.different()).hasSizeLessThan(JOURNEYS / 250);
  }

  /** From the maker over the wholesaler to the pharmacy, told in each of all 720 orders. */
  @Test
  void overHoweverManyHandsAPackIsShippedItEndsTheSame() {
    List<Step> steps = RandomJourney.overTwoShipments();
    String punctual = look(steps, Again.ALL);
    assertThat(punctual).contains("Supplied");
    List<List<Step>> orders = orders(steps);
    assertThat(orders).hasSize(720);
    for (Again again : List.of(Again.ALL, Again.NOT_KEPT)) {
      assertThat(orders).filteredOn(order -> !look(order, again).equals(punctual)).isEmpty();
    }
  }

  private static String look(List<Step> arriving, Again again) {
    Arrivals arrivals = new Arrivals(again);
    arriving.forEach(arrivals::arrive);
    return arrivals.look();
  }

  private static List<List<Step>> orders(List<Step> steps) {
    if (steps.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Step>> orders = new ArrayList<>();
    for (Step first : steps) {
      List<Step> others = steps.stream().filter(step -> !step.equals(first)).toList();
      for (List<Step> rest : orders(others)) {
        orders.add(Stream.concat(Stream.of(first), rest.stream()).toList());
      }
    }
    return orders;
  }

  /**
   * A receipt that is told before its shipment, of a pack on record, is refused for good, and so is
   * what its teller says of the pack after that.
   */
  @Test
  void ofWhatNobodyTellsAgainMostCountsAllTheSame() {
    Tally tally = tally(OrderOfArrivalTest::shuffled, Again.NOTHING);
    assertThat(tally.different()).hasSizeLessThan(JOURNEYS / 12);
    assertThat(tally.green()).hasSizeLessThan(JOURNEYS / 90);
  }

  private static Tally tally(BiFunction<List<Step>, Random, List<Step>> order, Again again) {
    List<String> different = new ArrayList<>();
    List<String> green = new ArrayList<>();
    int handedOn = 0;
    int outOfOrder = 0;
    for (int seed = 0; seed < JOURNEYS; seed++) {
      Random random = new Random(seed);
      RandomJourney journey = RandomJourney.of(random);
      List<Step> arriving = order.apply(journey.steps(), random);
      Arrivals arrivals = new Arrivals(again);
      arriving.forEach(arrivals::arrive);

      if (!arrivals.look().equals(journey.end())) {
        String seen =
            "journey %s of %s, arriving as %s: %s"
                .formatted(seed, journey, arriving, arrivals.look());
        different.add(seen);
        if (arrivals.activePacks().stream().anyMatch(pack -> !journey.isActive(pack))) {
          green.add(seen);
        }
      }
      handedOn += journey.isHandedOn() ? 1 : 0;
      outOfOrder += arriving.equals(journey.steps()) ? 0 : 1;
    }
    assertThat(handedOn).isGreaterThan(JOURNEYS / 4);
    assertThat(outOfOrder).isGreaterThan(JOURNEYS / 2);
    return new Tally(different, green);
  }

  private static List<Step> shuffled(List<Step> steps, Random random) {
    List<Step> told = new ArrayList<>(steps);
    Collections.shuffle(told, random);
    return told;
  }

  private static List<Step> interleaved(List<Step> steps, Random random) {
    Map<UUID, Deque<Step>> told = new HashMap<>();
    for (Step step : steps) {
      told.computeIfAbsent(step.organisation(), o -> new ArrayDeque<>()).add(step);
    }
    List<Step> turns = new ArrayList<>(steps);
    Collections.shuffle(turns, random);
    return turns.stream()
        .map(turn -> told.getOrDefault(turn.organisation(), new ArrayDeque<>()).removeFirst())
        .toList();
  }
}
