package io.pharmatrace.custody.application;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/**
 * Events that come late end in the same state as punctual ones: each organisation tells in order
 * what it did, and how what they tell comes between each other is left to chance.
 */
class OrderOfArrivalTest {
  private static final int JOURNEYS = 10_000;

  @Test
  void howeverLateAnOrganisationTellsTheUnitsEndTheSame() {
    int handedOn = 0;
    int outOfOrder = 0;
    for (int seed = 0; seed < JOURNEYS; seed++) {
      Random random = new Random(seed);
      RandomJourney journey = RandomJourney.of(random);
      List<Step> arriving = interleaved(journey.steps(), random);
      Arrivals arrivals = new Arrivals();
      arriving.forEach(arrivals::arrive);

      assertThat(arrivals.look())
          .as("journey %s of %s, arriving as %s", seed, journey, arriving)
          .isEqualTo(journey.end());
      handedOn += journey.isHandedOn() ? 1 : 0;
      outOfOrder += arriving.equals(journey.steps()) ? 0 : 1;
    }
    assertThat(handedOn).isGreaterThan(JOURNEYS / 4);
    assertThat(outOfOrder).isGreaterThan(JOURNEYS / 2);
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
