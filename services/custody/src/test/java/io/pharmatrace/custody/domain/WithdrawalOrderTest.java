package io.pharmatrace.custody.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever events of a journey are declared to be in error, and in whatever order: what comes of it
 * depends on which alone, and is as if they had never been.
 */
class WithdrawalOrderTest {
  private static final UUID MAKER = new UUID(0, 1);
  private static final UUID WHOLESALER = new UUID(0, 2);
  private static final UUID PHARMACY = new UUID(0, 3);
  private static final Epc PACK = new Sgtin(Gtin.of("00300010123455"), new Serial("1"));
  private static final Epc PALLET = new Sscc("403000112345678901");

  private record Step(UUID organisation, CustodyAction action) {}

  private static Step commission(Epc epc) {
    return new Step(MAKER, History.commission(epc));
  }

  private static Step pack() {
    return new Step(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
  }

  private static Step unpack(UUID organisation) {
    return new Step(organisation, new CustodyAction.Unpack(PALLET, List.of(PACK)));
  }

  private static Step ship(UUID from, Epc epc, UUID to) {
    return new Step(from, new CustodyAction.Ship(List.of(epc), to));
  }

  private static Step receive(UUID organisation, Epc epc) {
    return new Step(organisation, new CustodyAction.Receive(List.of(epc)));
  }

  private static Step dispense(UUID organisation) {
    return new Step(
        organisation, new CustodyAction.Decommission(List.of(PACK), UnitState.SUPPLIED));
  }

  static Stream<List<Step>> journeys() {
    return Stream.of(
        List.of(
            commission(PACK),
            ship(MAKER, PACK, PHARMACY),
            receive(PHARMACY, PACK),
            dispense(PHARMACY)),
        List.of(
            commission(PACK),
            pack(),
            ship(MAKER, PALLET, PHARMACY),
            receive(PHARMACY, PALLET),
            unpack(PHARMACY),
            dispense(PHARMACY)),
        List.of(
            commission(PACK),
            pack(),
            ship(MAKER, PALLET, PHARMACY),
            receive(PHARMACY, PALLET),
            dispense(PHARMACY),
            ship(PHARMACY, PALLET, WHOLESALER)),
        List.of(
            commission(PACK),
            commission(PALLET),
            pack(),
            unpack(MAKER),
            ship(MAKER, PACK, WHOLESALER),
            receive(WHOLESALER, PACK)),
        List.of(
            commission(PACK),
            ship(MAKER, PACK, WHOLESALER),
            receive(WHOLESALER, PACK),
            ship(WHOLESALER, PACK, PHARMACY),
            receive(PHARMACY, PACK),
            dispense(PHARMACY)));
  }

  @ParameterizedTest
  @MethodSource("journeys")
  void theOrderOfDeclarationsDoesNotMatter(List<Step> journey) {
    Map<String, String> outcomes = new TreeMap<>();
    for (List<Integer> order : orders(journey.size())) {
      History history = declared(journey, order);
      String outcome = history.look(PACK) + ", " + history.look(PALLET);
      String which = order.stream().sorted().toList().toString();
      assertThat(outcomes.computeIfAbsent(which, w -> outcome))
          .as("declared in the order %s", order)
          .isEqualTo(outcome);
    }
    assertThat(outcomes).hasSize(1 << journey.size());
  }

  @ParameterizedTest
  @MethodSource("journeys")
  void whatIsLeftIsAsIfTheOthersHadNeverBeen(List<Step> journey) {
    int compared = 0;
    for (List<Integer> order : orders(journey.size())) {
      History without = new History();
      boolean possible =
          IntStream.range(0, journey.size())
              .filter(i -> !order.contains(i))
              .mapToObj(journey::get)
              .allMatch(step -> without.attempt(step.organisation(), step.action()).isEmpty());
      if (possible) {
        compared++;
        assertThat(declared(journey, order).look(PACK))
            .as("declared in the order %s", order)
            .isEqualTo(without.look(PACK));
      }
    }
    assertThat(compared).isGreaterThan(journey.size());
  }

  private static History declared(List<Step> journey, List<Integer> order) {
    History history = new History();
    List<Long> events = new ArrayList<>();
    journey.forEach(step -> events.add(history.apply(step.organisation(), step.action())));
    order.forEach(i -> history.declare(events.get(i)));
    return history;
  }

  /** Every order of every subset of the numbers below n. */
  private static List<List<Integer>> orders(int n) {
    List<List<Integer>> all = new ArrayList<>();
    all.add(List.of());
    for (int i = 0; i < all.size(); i++) {
      List<Integer> begun = all.get(i);
      IntStream.range(0, n)
          .filter(next -> !begun.contains(next))
          .mapToObj(next -> Stream.concat(begun.stream(), Stream.of(next)).toList())
          .forEach(all::add);
    }
    return all;
  }
}
