package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** What may happen to two packs, two cases and a pallet in the hands of three companies. */
record RandomJourney(List<Step> steps, String end) {
  static final UUID MAKER = new UUID(0, 1);
  static final UUID WHOLESALER = new UUID(0, 2);
  static final UUID PHARMACY = new UUID(0, 3);
  static final List<Epc> PACKS =
      List.of(
          new Sgtin(Gtin.of("00300010123455"), new Serial("1")),
          new Sgtin(Gtin.of("00300010123455"), new Serial("2")));
  static final Epc CASE = new Sscc("403000112345678918");
  static final Epc OTHER_CASE = new Sscc("403000112345678925");
  static final Epc PALLET = new Sscc("403000112345678901");
  static final List<Epc> HOLDERS = List.of(CASE, OTHER_CASE, PALLET);
  static final List<Epc> ALL = List.of(PACKS.get(0), PACKS.get(1), CASE, OTHER_CASE, PALLET);

  private static final List<UUID> PARTIES = List.of(MAKER, WHOLESALER, PHARMACY);
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-21T08:00:00+01:00");

  /** One thing that happened. */
  record Step(int number, UUID organisation, CustodyAction action) {
    OffsetDateTime time() {
      return TIME.plusHours(number);
    }

    @Override
    public String toString() {
      return number
          + ":"
          + name(organisation)
          + " "
          + action
              .toString()
              .replace("Sgtin[gtin=00300010123455, serial=", "[")
              .replaceAll("https://id.gs1.org/(00|01)/[0-9]*([0-9]{2})", "$2");
    }
  }

  static String name(UUID organisation) {
    return organisation.equals(MAKER) ? "M" : organisation.equals(WHOLESALER) ? "W" : "P";
  }

  /** A journey that the rules allow when everything comes in time. */
  static RandomJourney of(Random random) {
    Arrivals punctual = new Arrivals(Arrivals.Again.ALL);
    List<Step> steps = new ArrayList<>();
    int wanted = 3 + random.nextInt(8);
    for (int tries = 0; steps.size() < wanted && tries < 300; tries++) {
      UUID who = steps.size() < 3 ? MAKER : PARTIES.get(random.nextInt(3));
      Step step = new Step(steps.size(), who, action(random, who));
      if (punctual.takes(step)) {
        steps.add(step);
      }
    }
    return new RandomJourney(List.copyOf(steps), punctual.look());
  }

  /** A pack that its maker ships, and its receiver ships on to who dispenses it. */
  static List<Step> overTwoShipments() {
    List<Epc> pack = PACKS.subList(0, 1);
    return List.of(
        new Step(0, MAKER, commission(pack)),
        new Step(1, MAKER, new CustodyAction.Ship(pack, WHOLESALER)),
        new Step(2, WHOLESALER, new CustodyAction.Receive(pack)),
        new Step(3, WHOLESALER, new CustodyAction.Ship(pack, PHARMACY)),
        new Step(4, PHARMACY, new CustodyAction.Receive(pack)),
        new Step(5, PHARMACY, new CustodyAction.Decommission(pack, UnitState.SUPPLIED)));
  }

  /** Whether somebody took over what another had. */
  boolean isHandedOn() {
    return steps.stream().anyMatch(step -> step.action() instanceof CustodyAction.Receive);
  }

  private static CustodyAction action(Random random, UUID who) {
    Epc pack = PACKS.get(random.nextInt(2));
    Epc holder = HOLDERS.get(random.nextInt(3));
    Epc any = ALL.get(random.nextInt(5));
    return switch (random.nextInt(12)) {
      case 0, 1 -> commission(random.nextBoolean() ? PACKS : List.of(pack));
      case 2 -> commission(List.of(holder));
      case 3 -> new CustodyAction.Pack(holder, random.nextBoolean() ? PACKS : List.of(pack));
      case 4 -> new CustodyAction.Pack(PALLET, List.of(ALL.get(random.nextInt(4))));
      case 5 -> new CustodyAction.Unpack(holder, random.nextBoolean() ? List.of() : List.of(pack));
      case 6, 7 -> new CustodyAction.Ship(List.of(any), other(random, who));
      case 8, 9 -> new CustodyAction.Receive(List.of(any));
      case 10 ->
          new CustodyAction.Decommission(
              List.of(pack),
              List.of(UnitState.SUPPLIED, UnitState.DESTROYED, UnitState.LOCKED)
                  .get(random.nextInt(3)));
      default -> new CustodyAction.Reactivate(List.of(pack), null);
    };
  }

  private static UUID other(Random random, UUID who) {
    List<UUID> others = PARTIES.stream().filter(p -> !p.equals(who)).toList();
    return others.get(random.nextInt(others.size()));
  }

  private static CustodyAction.Commission commission(List<Epc> epcs) {
    return new CustodyAction.Commission(
        epcs, new Lot("A1"), ExpiryDate.of(LocalDate.of(2027, 3, 31)));
  }
}
