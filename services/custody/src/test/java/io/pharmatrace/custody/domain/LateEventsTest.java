package io.pharmatrace.custody.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A scanner that was offline tells of a unit what happened before it was shipped. */
class LateEventsTest {
  private static final UUID MAKER = new UUID(0, 1);
  private static final UUID PHARMACY = new UUID(0, 3);
  private static final Epc PACK = new Sgtin(Gtin.of("00300010123455"), new Serial("1"));
  private static final Epc PALLET = new Sscc("403000112345678901");
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-21T08:00:00+01:00");
  private static final CustodyAction DISPENSING =
      new CustodyAction.Decommission(List.of(PACK), UnitState.SUPPLIED);

  private final AtomicLong ids = new AtomicLong();
  private final Units units = new Units(List.of(), ids::incrementAndGet);
  private Past past = Past.UNKNOWN;
  private final Rules rules =
      new Rules(
          units,
          sgtin -> false,
          BatchEnd.EXPIRY,
          (unit, organisation, time) -> past.held(unit, organisation, time),
          Duration.ofMinutes(10));

  private Optional<Reason> at(int hour, UUID organisation, CustodyAction action) {
    return atPlace(hour, organisation, action, History.PLACE.digits());
  }

  private Optional<Reason> atPlace(
      int hour, UUID organisation, CustodyAction action, String place) {
    return rules
        .apply(
            new Fact(
                ids.incrementAndGet(), organisation, TIME.plusHours(hour), new Gln(place), action))
        .map(Refusal::reason);
  }

  private Unit unit(Epc epc) {
    return Objects.requireNonNull(units.get(epc));
  }

  @BeforeEach
  void aPackIsOnItsWayInAPallet() {
    assertThat(at(0, MAKER, History.commission(PACK))).isEmpty();
    assertThat(at(1, MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)))).isEmpty();
    assertThat(at(4, MAKER, new CustodyAction.Ship(List.of(PALLET), PHARMACY))).isEmpty();
  }

  @Test
  void aPackThatWasDispensedBeforeItsPalletWasShippedIsDispensed() {
    assertThat(at(5, MAKER, DISPENSING)).as("it was away by then").contains(Reason.IN_TRANSIT);
    assertThat(at(3, MAKER, DISPENSING)).isEmpty();
    assertThat(at(6, PHARMACY, new CustodyAction.Receive(List.of(PALLET)))).isEmpty();

    assertThat(unit(PACK).state()).isEqualTo(UnitState.SUPPLIED);
    assertThat(unit(PACK).topmost().custodian()).isEqualTo(MAKER);
    assertThat(unit(PACK).inTransitTo()).isNull();
  }

  private void received() {
    assertThat(at(6, PHARMACY, new CustodyAction.Receive(List.of(PALLET)))).isEmpty();
    assertThat(at(7, PHARMACY, new CustodyAction.Unpack(PALLET, List.of(PACK)))).isEmpty();
  }

  @Test
  void whatWasDispensedBeforeItWasLockedIsNotUnlocked() {
    CustodyAction locking = new CustodyAction.Decommission(List.of(PACK), UnitState.LOCKED);
    received();
    assertThat(at(9, PHARMACY, locking)).isEmpty();
    assertThat(at(8, PHARMACY, DISPENSING)).isEmpty();

    assertThat(unit(PACK).state()).isEqualTo(UnitState.SUPPLIED);
    assertThat(at(8, PHARMACY, locking)).as("harder to come back from").isNotEmpty();
  }

  @Test
  void whatWasDispensedByTwoIsUndoneOnlyByWhoDidItFirst() {
    received();
    assertThat(at(8, PHARMACY, DISPENSING)).isEmpty();
    past = (unit, organisation, time) -> organisation.equals(MAKER);
    assertThat(at(3, MAKER, DISPENSING)).isEmpty();

    CustodyAction undoing = new CustodyAction.Reactivate(List.of(PACK), null);
    assertThat(atPlace(9, PHARMACY, undoing, "0300013333332")).contains(Reason.ELSEWHERE);
  }

  @Test
  void whatIsToldAtTheSameTimeIsNotLate() {
    received();
    assertThat(at(8, PHARMACY, DISPENSING)).isEmpty();
    Fact justBefore =
        new Fact(
            ids.incrementAndGet(),
            PHARMACY,
            TIME.plusHours(8).minusSeconds(1),
            History.PLACE,
            DISPENSING);
    assertThat(rules.apply(justBefore)).isPresent();
  }

  @Test
  void anUndoThatIsDatedBeforeTheEndIsToldThatThePackEndedOnlyLater() {
    assertThat(at(3, MAKER, DISPENSING)).isEmpty();
    Fact early =
        new Fact(
            ids.incrementAndGet(),
            MAKER,
            TIME.plusHours(2),
            History.PLACE,
            new CustodyAction.Reactivate(List.of(PACK), UnitState.SUPPLIED));

    assertThat(rules.apply(early))
        .contains(
            new Refusal(
                Reason.NOTHING_TO_UNDO, PACK.digitalLink() + " became Supplied after that.", PACK));
  }

  @Test
  void whatWasUnpackedBeforeThePalletWasShippedStayedBehind() {
    CustodyAction unpacking = new CustodyAction.Unpack(PALLET, List.of());
    assertThat(at(5, MAKER, unpacking)).contains(Reason.IN_TRANSIT);
    assertThat(at(3, PHARMACY, unpacking)).contains(Reason.NOT_IN_CUSTODY);
    assertThat(at(3, MAKER, unpacking)).isEmpty();
    assertThat(at(6, PHARMACY, new CustodyAction.Receive(List.of(PALLET)))).isEmpty();

    assertThat(unit(PACK).custodian()).isEqualTo(MAKER);
    assertThat(unit(PACK).inTransitTo()).isNull();
    assertThat(unit(PACK).place()).isEqualTo(History.PLACE);
  }

  @Test
  void whatStayedBehindDidNotPassWithTheShipment() {
    long shipment = unit(PALLET).lastEvent();
    assertThat(at(3, MAKER, DISPENSING)).isEmpty();

    Units.Move out = units.moves().getLast();
    assertThat(out.into()).isFalse();
    assertThat(out.event()).as("inside until the shipment, without it").isEqualTo(shipment);
  }

  @Test
  void onlyWhatCameInsideCanHaveBeenReceivedBefore() {
    Epc own = new Sgtin(Gtin.of("00300010123455"), new Serial("2"));
    CustodyAction early = new CustodyAction.Receive(List.of(own));
    assertThat(at(6, PHARMACY, new CustodyAction.Receive(List.of(PALLET)))).isEmpty();
    assertThat(at(6, PHARMACY, History.commission(own))).isEmpty();
    assertThat(at(7, PHARMACY, new CustodyAction.Pack(PALLET, List.of(own)))).isEmpty();

    assertThat(at(5, PHARMACY, early)).contains(Reason.IN_ANOTHER_UNIT);
    assertThat(at(5, PHARMACY, new CustodyAction.Receive(List.of(PACK)))).isEmpty();
  }

  @Test
  void aPackThatWasDispensedBeforeItWasItselfShippedIsNoGoodForAnybody() {
    Epc other = new Sgtin(Gtin.of("00300010123455"), new Serial("2"));
    assertThat(at(0, MAKER, History.commission(other))).isEmpty();
    assertThat(at(4, MAKER, new CustodyAction.Ship(List.of(other), PHARMACY))).isEmpty();
    CustodyAction dispensing = new CustodyAction.Decommission(List.of(other), UnitState.SUPPLIED);
    assertThat(at(3, MAKER, dispensing)).isEmpty();
    assertThat(at(6, PHARMACY, new CustodyAction.Receive(List.of(other)))).isEmpty();

    assertThat(unit(other).state()).isEqualTo(UnitState.SUPPLIED);
  }
}
