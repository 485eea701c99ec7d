package io.pharmatrace.custody.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final UUID MAKER = new UUID(0, 1);
  private static final UUID WHOLESALER = new UUID(0, 2);
  private static final UUID PHARMACY = new UUID(0, 3);
  private static final Gln PLACE = new Gln("0300011111116");
  private static final Epc PALLET = new Sscc("403000112345678901");
  private static final Epc CASE = pack("CASE1");
  private static final ExpiryDate EXPIRY = ExpiryDate.of(LocalDate.of(2027, 3, 31));
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-21T08:00:00+01:00");

  private final AtomicLong ids = new AtomicLong();
  private final Units units = new Units(List.of(), ids::incrementAndGet);
  private final Rules rules =
      new Rules(
          units,
          sgtin -> sgtin.serial().value().startsWith("CASE"),
          BatchEnd.EXPIRY,
          Past.UNKNOWN,
          Duration.ofMinutes(10));

  private static Epc pack(String serial) {
    return new Sgtin(Gtin.of("00300010123455"), new Serial(serial));
  }

  private Optional<Reason> apply(UUID organisation, CustodyAction action) {
    return apply(organisation, TIME, action);
  }

  private Optional<Reason> apply(UUID organisation, OffsetDateTime time, CustodyAction action) {
    Fact fact = new Fact(ids.incrementAndGet(), organisation, time, PLACE, action);
    return rules.apply(fact).map(Refusal::reason);
  }

  private void commission(Epc... epcs) {
    assertThat(apply(MAKER, new CustodyAction.Commission(List.of(epcs), new Lot("A1"), EXPIRY)))
        .isEmpty();
  }

  private Unit unit(Epc epc) {
    Unit unit = units.get(epc);
    assertThat(unit).isNotNull();
    return Objects.requireNonNull(unit);
  }

  @Test
  void packingThatIsToldAfterTheShipmentLetsThePackLeaveWithItsCase() {
    commission(pack("1"), CASE);
    assertThat(apply(MAKER, TIME.plusHours(2), new CustodyAction.Ship(List.of(CASE), WHOLESALER)))
        .isEmpty();

    assertThat(apply(MAKER, TIME.plusHours(3), new CustodyAction.Pack(CASE, List.of(pack("1")))))
        .contains(Reason.IN_TRANSIT);
    assertThat(apply(MAKER, TIME.plusHours(1), new CustodyAction.Pack(CASE, List.of(pack("1")))))
        .isEmpty();

    assertThat(unit(pack("1")).topmost().inTransitTo()).isEqualTo(WHOLESALER);
    assertThat(units.moves())
        .extracting(Units.Move::event)
        .as("inside since the shipment")
        .containsExactly(unit(CASE).lastEvent());
    assertThat(apply(MAKER, TIME.plusHours(4), new CustodyAction.Observe(List.of(pack("1")))))
        .isEmpty();
  }

  @Test
  void nothingOfABatchThatHasEndedComesBackByATimeBeforeThat() {
    commission(pack("1"));
    assertThat(end(UnitState.SUPPLIED)).isEmpty();
    OffsetDateTime expired = OffsetDateTime.parse("2027-04-01T00:00:00Z");
    assertThat(rules.apply(undo(PLACE, expired)).map(Refusal::reason)).contains(Reason.EXPIRED);
    assertThat(rules.apply(undo(PLACE, expired.minusSeconds(1)))).isEmpty();
  }

  @Test
  void nothingComesBackAbroadThatIsRecalledWhereItEnded() {
    commission(pack("1"));
    assertThat(end(UnitState.LOCKED)).isEmpty();
    BatchEnd here = (batch, time, place) -> PLACE.equals(place) ? Reason.RECALLED : null;
    Rules recalled = new Rules(units, sgtin -> false, here, Past.UNKNOWN, Duration.ofMinutes(10));
    Fact abroad = undo(new Gln("0300012222224"), TIME.plusHours(1));
    assertThat(recalled.apply(abroad).map(Refusal::reason)).contains(Reason.RECALLED);
    assertThat(rules.apply(abroad)).isEmpty();
  }

  private Optional<Reason> end(UnitState state) {
    return apply(MAKER, new CustodyAction.Decommission(List.of(pack("1")), state));
  }

  private Fact undo(Gln place, OffsetDateTime told) {
    CustodyAction undo = new CustodyAction.Reactivate(List.of(pack("1")), null);
    return new Fact(ids.incrementAndGet(), MAKER, TIME.plusHours(1), place, undo, told);
  }

  @Test
  void whoNeverHadToDoWithAPackDoesNotSeeIt() {
    commission(pack("1"));
    CustodyAction seen = new CustodyAction.Observe(List.of(pack("1")));
    assertThat(apply(MAKER, TIME, seen)).isEmpty();
    assertThat(apply(WHOLESALER, TIME, seen)).contains(Reason.NOT_IN_CUSTODY);
    apply(MAKER, TIME, new CustodyAction.Ship(List.of(pack("1")), WHOLESALER));
    assertThat(apply(WHOLESALER, TIME, seen)).isEmpty();
  }

  @Test
  void packingIntoWhatAnotherReceivedIsNoneOfTheSendersAnyMore() {
    commission(pack("1"), CASE);
    apply(MAKER, TIME.plusHours(2), new CustodyAction.Ship(List.of(CASE), WHOLESALER));
    apply(WHOLESALER, TIME.plusHours(3), new CustodyAction.Receive(List.of(CASE)));

    assertThat(apply(MAKER, TIME.plusHours(1), new CustodyAction.Pack(CASE, List.of(pack("1")))))
        .contains(Reason.NOT_IN_CUSTODY);
  }

  @Test
  void commissionedPackIsActiveInItsMakersCustody() {
    commission(pack("1"));
    assertThat(unit(pack("1")).custodian()).isEqualTo(MAKER);
    assertThat(unit(pack("1")).state()).isEqualTo(UnitState.ACTIVE);
    assertThat(unit(pack("1")).kind()).isEqualTo(Unit.Kind.PACK);
  }

  @Test
  void serialNumberIsCommissionedOnce() {
    commission(pack("1"));
    assertThat(
            apply(MAKER, new CustodyAction.Commission(List.of(pack("1")), new Lot("A1"), EXPIRY)))
        .contains(Reason.ALREADY_COMMISSIONED);
  }

  @Test
  void refusedEventChangesNothing() {
    commission(pack("1"));
    apply(
        MAKER, new CustodyAction.Commission(List.of(pack("2"), pack("1")), new Lot("A1"), EXPIRY));
    assertThat(units.get(pack("2"))).isNull();
  }

  @Test
  void packInACaseOnAPalletChangesHandsWithThePallet() {
    commission(pack("1"), CASE);
    assertThat(apply(MAKER, new CustodyAction.Pack(CASE, List.of(pack("1"))))).isEmpty();
    assertThat(apply(MAKER, new CustodyAction.Pack(PALLET, List.of(CASE)))).isEmpty();
    assertThat(apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER))).isEmpty();
    assertThat(apply(WHOLESALER, new CustodyAction.Receive(List.of(PALLET)))).isEmpty();
    assertThat(unit(pack("1")).topmost().custodian()).isEqualTo(WHOLESALER);
    assertThat(unit(pack("1")).custodian()).isNull();
  }

  @Test
  void nobodyShipsWhatItDoesNotHold() {
    commission(pack("1"));
    assertThat(apply(PHARMACY, new CustodyAction.Ship(List.of(pack("1")), WHOLESALER)))
        .contains(Reason.NOT_IN_CUSTODY);
  }

  @Test
  void nobodyReceivesWhatWasNotShippedToIt() {
    commission(pack("1"));
    apply(MAKER, new CustodyAction.Ship(List.of(pack("1")), WHOLESALER));
    assertThat(apply(PHARMACY, new CustodyAction.Receive(List.of(pack("1")))))
        .contains(Reason.NOT_OFFERED);
  }

  @Test
  void shippedUnitStaysWithItsSenderUntilReceived() {
    commission(pack("1"));
    apply(MAKER, new CustodyAction.Ship(List.of(pack("1")), WHOLESALER));
    assertThat(unit(pack("1")).custodian()).isEqualTo(MAKER);
    assertThat(unit(pack("1")).inTransitTo()).isEqualTo(WHOLESALER);
    assertThat(apply(MAKER, new CustodyAction.Ship(List.of(pack("1")), PHARMACY)))
        .contains(Reason.IN_TRANSIT);
  }

  @Test
  void packIsDispensedOnce() {
    commission(pack("1"));
    var dispense = new CustodyAction.Decommission(List.of(pack("1")), UnitState.SUPPLIED);
    assertThat(apply(MAKER, dispense)).isEmpty();
    assertThat(apply(MAKER, dispense)).contains(Reason.REPEATED);
    assertThat(apply(MAKER, TIME.plusMinutes(11), dispense)).contains(Reason.ALREADY_SO);
  }

  @Test
  void packDispensedFromACaseLeavesIt() {
    commission(pack("1"), CASE);
    apply(MAKER, new CustodyAction.Pack(CASE, List.of(pack("1"))));
    apply(MAKER, new CustodyAction.Decommission(List.of(pack("1")), UnitState.SUPPLIED));
    assertThat(unit(pack("1")).parent()).isNull();
    assertThat(unit(pack("1")).custodian()).isEqualTo(MAKER);
    assertThat(units.moves()).extracting(Units.Move::into).containsExactly(true, false);
  }

  @Test
  void packIsDispensedOnItsExpiryDateByUtcButNotAfter() {
    commission(pack("1"), pack("2"));
    OffsetDateTime lastDay = OffsetDateTime.parse("2027-04-01T01:59:00+02:00");
    assertThat(
            apply(
                MAKER,
                lastDay,
                new CustodyAction.Decommission(List.of(pack("1")), UnitState.SUPPLIED)))
        .isEmpty();
    assertThat(
            apply(
                MAKER,
                lastDay.plusMinutes(1).withOffsetSameInstant(ZoneOffset.ofHours(-12)),
                new CustodyAction.Decommission(List.of(pack("2")), UnitState.SUPPLIED)))
        .contains(Reason.EXPIRED);
  }

  @Test
  void childHasOneParent() {
    commission(pack("1"), CASE, pack("CASE2"));
    apply(MAKER, new CustodyAction.Pack(CASE, List.of(pack("1"))));
    assertThat(apply(MAKER, new CustodyAction.Pack(pack("CASE2"), List.of(pack("1")))))
        .contains(Reason.IN_ANOTHER_UNIT);
  }

  @Test
  void unitIsNeverInsideItself() {
    commission(CASE, pack("CASE2"));
    apply(MAKER, new CustodyAction.Pack(CASE, List.of(pack("CASE2"))));
    assertThat(apply(MAKER, new CustodyAction.Pack(pack("CASE2"), List.of(CASE))))
        .contains(Reason.CONTAINS_ITSELF);
    assertThat(apply(MAKER, new CustodyAction.Pack(CASE, List.of(CASE))))
        .contains(Reason.CONTAINS_ITSELF);
  }

  @Test
  void unpackingWithoutNamesEmptiesTheUnit() {
    commission(pack("1"), pack("2"), CASE);
    apply(MAKER, new CustodyAction.Pack(CASE, List.of(pack("1"), pack("2"))));
    assertThat(apply(MAKER, new CustodyAction.Unpack(CASE, List.of()))).isEmpty();
    assertThat(unit(pack("1")).custodian()).isEqualTo(MAKER);
    assertThat(unit(pack("2")).parent()).isNull();
  }

  @Test
  void whatIsInsideIsNotShippedAlone() {
    commission(pack("1"), CASE);
    apply(MAKER, new CustodyAction.Pack(CASE, List.of(pack("1"))));
    assertThat(apply(MAKER, new CustodyAction.Ship(List.of(pack("1")), WHOLESALER)))
        .contains(Reason.IN_ANOTHER_UNIT);
  }

  @Test
  void aPackHoldsNothing() {
    commission(pack("1"), pack("2"));
    assertThat(apply(MAKER, new CustodyAction.Pack(pack("1"), List.of(pack("2")))))
        .contains(Reason.NOT_SUPPORTED);
  }

  @Test
  void nestingHasABound() {
    commission(IntStream.range(0, 10).mapToObj(i -> pack("CASE" + i)).toArray(Epc[]::new));
    Optional<Reason> last = Optional.empty();
    for (int i = 0; i < 9 && last.isEmpty(); i++) {
      last =
          apply(MAKER, new CustodyAction.Pack(pack("CASE" + i), List.of(pack("CASE" + (i + 1)))));
    }
    assertThat(last).contains(Reason.TOO_DEEP);
  }

  @Test
  void nestingHasABoundFromTheInsideToo() {
    commission(IntStream.range(0, 10).mapToObj(i -> pack("CASE" + i)).toArray(Epc[]::new));
    Optional<Reason> last = Optional.empty();
    int levels = 1;
    for (int i = 0; i < 9 && last.isEmpty(); i++) {
      last =
          apply(MAKER, new CustodyAction.Pack(pack("CASE" + (i + 1)), List.of(pack("CASE" + i))));
      levels += last.isEmpty() ? 1 : 0;
    }
    assertThat(last).contains(Reason.TOO_DEEP);
    assertThat(levels).isEqualTo(PackingRules.MAX_DEPTH);
  }

  private static CustodyAction.Transform transform(List<Epc> inputs, List<Epc> outputs) {
    return new CustodyAction.Transform(inputs, outputs, new Lot("A2"), EXPIRY);
  }

  @Test
  void aTransformationEndsItsInputsAndCommissionsItsOutputs() {
    commission(pack("1"), CASE);
    apply(MAKER, new CustodyAction.Pack(CASE, List.of(pack("1"))));
    assertThat(apply(MAKER, transform(List.of(pack("1"), pack("?")), List.of(pack("2")))))
        .isEmpty();
    assertThat(unit(pack("1")).state()).isEqualTo(UnitState.DESTROYED);
    assertThat(unit(pack("1")).parent()).isNull();
    assertThat(unit(pack("2")).state()).isEqualTo(UnitState.ACTIVE);
    assertThat(units.get(pack("?"))).isNull();
  }

  @Test
  void nobodyTransformsWhatItDoesNotHoldOrIntoWhatIsThereAlready() {
    commission(pack("1"), pack("2"));
    assertThat(apply(PHARMACY, transform(List.of(pack("1")), List.of(pack("3")))))
        .contains(Reason.NOT_IN_CUSTODY);
    assertThat(apply(MAKER, transform(List.of(pack("1")), List.of(pack("2")))))
        .contains(Reason.ALREADY_COMMISSIONED);
    assertThat(apply(MAKER, transform(List.of(pack("1")), List.of(pack("1")))))
        .contains(Reason.ALREADY_COMMISSIONED);
    assertThat(unit(pack("1")).state()).isEqualTo(UnitState.ACTIVE);
    assertThat(units.get(pack("3"))).isNull();
  }

  @Test
  void aLogisticUnitEndsOnlyWhenEmptyAndHoldsNothingAfterwards() {
    commission(pack("1"), CASE);
    apply(MAKER, new CustodyAction.Pack(CASE, List.of(pack("1"))));
    var destroy = new CustodyAction.Decommission(List.of(CASE), UnitState.DESTROYED);
    assertThat(apply(MAKER, destroy)).contains(Reason.NOT_SUPPORTED);
    apply(MAKER, new CustodyAction.Unpack(CASE, List.of()));
    assertThat(apply(MAKER, destroy)).isEmpty();
    assertThat(apply(MAKER, new CustodyAction.Pack(CASE, List.of(pack("1")))))
        .contains(Reason.NOT_ACTIVE);
  }

  @Test
  void aNoteChangesNothingAndNeedsNothing() {
    commission(pack("1"));
    assertThat(apply(PHARMACY, new CustodyAction.Note(List.of(pack("1"), pack("?"))))).isEmpty();
    assertThat(unit(pack("1")).custodian()).isEqualTo(MAKER);
    assertThat(units.get(pack("?"))).isNull();
  }
}
