package io.pharmatrace.custody.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Journeys of all kinds, and much of them in error. */
class WithdrawalOfAllTest {
  private static final List<UUID> WHO = List.of(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3));
  private static final Gtin GTIN = Gtin.of("00300010123455");
  private static final Epc ONE = new Sgtin(GTIN, new Serial("1"));
  private static final Epc TWO = new Sgtin(GTIN, new Serial("2"));
  private static final Epc CASE = new Sscc("403000112345678918");
  private static final Epc PALLET = new Sscc("403000112345678901");
  private static final List<Epc> ALL = List.of(ONE, TWO, CASE, PALLET);

  private static UUID who(Random random) {
    return WHO.get(random.nextInt(WHO.size()));
  }

  private static CustodyAction action(Random random) {
    Epc unit = ALL.get(random.nextInt(ALL.size()));
    Epc holder = random.nextBoolean() ? CASE : PALLET;
    return switch (random.nextInt(6)) {
      case 0 -> new CustodyAction.Pack(holder, List.of(unit));
      case 1 -> new CustodyAction.Unpack(holder, List.of());
      case 2 -> new CustodyAction.Ship(List.of(unit), who(random));
      case 3 -> new CustodyAction.Receive(List.of(unit));
      case 4 -> new CustodyAction.Receive(List.of(random.nextBoolean() ? CASE : PALLET));
      default ->
          new CustodyAction.Decommission(
              List.of(random.nextBoolean() ? ONE : TWO), UnitState.SUPPLIED);
    };
  }

  static Stream<Long> seeds() {
    return IntStream.range(0, 500).mapToObj(i -> (long) i);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everythingIsWhereItCameIntoBeing(long seed) {
    Random random = new Random(seed);
    History history = new History();
    history.apply(WHO.get(0), History.commission(ONE, PALLET));
    history.apply(WHO.get(1), History.commission(TWO, CASE));
    Map<Epc, String> before = new LinkedHashMap<>();
    ALL.forEach(epc -> before.put(epc, history.look(epc)));
    List<Long> events = new ArrayList<>();
    for (int i = 0; i < 200 && events.size() < 10; i++) {
      UUID who = who(random);
      CustodyAction action = action(random);
      history.tried(who, action).ifPresent(events::add);
    }
    assertThat(events).hasSizeGreaterThan(5);
    Collections.shuffle(events, random);
    events.forEach(history::declare);
    for (Epc epc : ALL) {
      assertThat(history.look(epc)).as("%s", epc).isEqualTo(before.get(epc));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aDispensedPackStaysSoHoweverMuchElseWasAnError(long seed) {
    Random random = new Random(seed);
    History history = new History();
    List<Long> others = new ArrayList<>();
    Set<Epc> dispensed = new HashSet<>();
    others.add(history.apply(WHO.get(0), History.commission(ONE, PALLET)));
    others.add(history.apply(WHO.get(1), History.commission(TWO, CASE)));
    for (int i = 0; i < 300; i++) {
      CustodyAction action = action(random);
      history
          .tried(who(random), action)
          .ifPresent(
              event -> {
                if (action instanceof CustodyAction.Decommission dispensing) {
                  dispensed.addAll(dispensing.units());
                } else {
                  others.add(event);
                }
              });
      if (i > 100 && random.nextInt(10) == 0 && !others.isEmpty()) {
        history.declare(others.remove(random.nextInt(others.size())), random.nextBoolean());
      }
    }
    Collections.shuffle(others, random);
    others.forEach(history::declare);
    assertThat(dispensed).allMatch(pack -> history.unit(pack).state() == UnitState.SUPPLIED);
  }
}
