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
  private static final int JOURNEYS = Integer.getInteger("journeys", 10_000);

  /** Others than the usual ones begin with another seed. */
  private static final int FROM = Integer.getInteger("journeys.from", 0);

  @Test
  void howeverLateAnOrganisationTellsTheUnitsEndTheSame() {
    assertThat(different(OrderOfArrivalTest::interleaved, Again.ALL)).isEmpty();
  }

  @Test
  void inWhateverOrderScansAreReadTheUnitsEndTheSame() {
    assertThat(different(OrderOfArrivalTest::shuffled, Again.ALL)).isEmpty();
  }

  /** Also what is told of a pack before the shipment to its teller is. */
  @Test
  void inWhateverOrderEpcisEventsAreToldOnceTheUnitsEndTheSame() {
    assertThat(different(OrderOfArrivalTest::shuffled, Again.NOTHING)).isEmpty();
  }

  /** From the maker over the wholesaler to the pharmacy, told in each of all 720 orders. */
  @Test
  void overHoweverManyHandsAPackIsShippedItEndsTheSame() {
    List<Step> steps = RandomJourney.overTwoShipments();
    String punctual = look(steps, Again.ALL);
    assertThat(punctual).contains("Supplied");
    List<List<Step>> orders = orders(steps);
    assertThat(orders).hasSize(720);
    for (Again again : Again.values()) {
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

  /** The journeys that end otherwise than told in time. */
  private static List<String> different(
      BiFunction<List<Step>, Random, List<Step>> order, Again again) {
    List<String> different = new ArrayList<>();
    int handedOn = 0;
    int outOfOrder = 0;
    for (int seed = FROM; seed < FROM + JOURNEYS; seed++) {
      Random random = new Random(seed);
      RandomJourney journey = RandomJourney.of(random);
      List<Step> arriving = order.apply(journey.steps(), random);
      Arrivals arrivals = new Arrivals(again);
      arriving.forEach(arrivals::arrive);

      if (!arrivals.look().equals(journey.end())) {
        different.add(
            "journey %s of %s, arriving as %s: %s"
                .formatted(seed, journey, arriving, arrivals.look()));
      }
      handedOn += journey.isHandedOn() ? 1 : 0;
      outOfOrder += arriving.equals(journey.steps()) ? 0 : 1;
    }
    assertThat(handedOn).isGreaterThan(JOURNEYS / 4);
    assertThat(outOfOrder).isGreaterThan(JOURNEYS / 2);
    return different;
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
