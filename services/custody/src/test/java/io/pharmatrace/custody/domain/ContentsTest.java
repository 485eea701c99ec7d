package io.pharmatrace.custody.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Sscc;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Five packs are in a box, the box in a case, the case on a pallet. */
class ContentsTest {
  private static final UUID MAKER = new UUID(0, 1);
  private static final BatchRef BATCH =
      new BatchRef(
          Gtin.of("00300010123455"), new Lot("A1"), ExpiryDate.of(LocalDate.of(2027, 3, 31)));

  private final Unit box = unit(1, "403000112345678925");
  private final Unit crate = unit(2, "403000112345678918");
  private final Unit pallet = unit(3, "403000112345678901");

  private static Unit unit(long id, String sscc) {
    Unit unit = new Unit(id, new Sscc(sscc), Unit.Kind.SSCC, null, UnitState.ACTIVE);
    unit.hold(MAKER, History.PLACE, null);
    unit.changedBy(id);
    return unit;
  }

  @BeforeEach
  void packed() {
    box.putInto(crate);
    crate.putInto(pallet);
  }

  /** What changes, of five packs in each. */
  private Map<Unit, Map<BatchRef, Long>> changes(CustodyAction... actions) {
    Units units = new Units(List.of(box, crate, pallet), () -> 9);
    Rules rules =
        new Rules(units, sgtin -> false, BatchEnd.EXPIRY, Past.UNKNOWN, Duration.ofMinutes(10));
    long event = 10;
    for (CustodyAction action : actions) {
      OffsetDateTime time = OffsetDateTime.parse("2026-11-21T08:00:00+01:00");
      assertThat(rules.apply(new Fact(event++, MAKER, time, History.PLACE, action))).isEmpty();
    }
    Map<BatchRef, Long> five = Map.of(BATCH, 5L);
    Map<Unit, Map<BatchRef, Long>> changes =
        units.contents().changes(units, Map.of(box, five, crate, five, pallet, five));
    changes.values().removeIf(Map::isEmpty);
    return changes;
  }

  private static CustodyAction unpack(Unit parent, Unit child) {
    return new CustodyAction.Unpack(parent.epc(), List.of(child.epc()));
  }

  private static CustodyAction pack(Unit parent, Unit child) {
    return new CustodyAction.Pack(parent.epc(), List.<Epc>of(child.epc()));
  }

  @Test
  void whatIsTakenOutOfACaseIsNotOnItsPalletEither() {
    assertThat(changes(unpack(crate, box)))
        .isEqualTo(Map.of(crate, Map.of(BATCH, -5L), pallet, Map.of(BATCH, -5L)));
  }

  @Test
  void whatGoesFromTheCaseOntoThePalletIsStillOnThePallet() {
    assertThat(changes(unpack(crate, box), pack(pallet, box)))
        .isEqualTo(Map.of(crate, Map.of(BATCH, -5L)));
  }

  @Test
  void whatIsTakenApartAtAllLevelsAtOnceHoldsNothing() {
    assertThat(changes(unpack(pallet, crate), unpack(crate, box)))
        .isEqualTo(Map.of(crate, Map.of(BATCH, -5L), pallet, Map.of(BATCH, -5L)));
  }
}
