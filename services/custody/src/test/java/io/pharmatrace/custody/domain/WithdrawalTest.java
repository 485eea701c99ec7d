package io.pharmatrace.custody.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WithdrawalTest {
  private static final UUID MAKER = new UUID(0, 1);
  private static final UUID WHOLESALER = new UUID(0, 2);
  private static final Gln PLACE = new Gln("0300011111116");
  private static final Epc PACK = new Sgtin(Gtin.of("00300010123455"), new Serial("1"));
  private static final Epc OWN = new Sgtin(Gtin.of("00300010123455"), new Serial("2"));
  private static final Epc PALLET = new Sscc("403000112345678901");
  private static final ExpiryDate EXPIRY = ExpiryDate.of(LocalDate.of(2027, 3, 31));
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-21T08:00:00+01:00");

  private final AtomicLong ids = new AtomicLong();
  private final Units units = new Units(List.of(), ids::incrementAndGet);
  private final Rules rules = new Rules(units, sgtin -> false);

  private long apply(UUID organisation, CustodyAction action) {
    long event = ids.incrementAndGet();
    assertThat(rules.apply(new Fact(event, organisation, TIME, PLACE, action))).isEmpty();
    return event;
  }

  private long commission(UUID organisation, Epc... epcs) {
    return apply(organisation, new CustodyAction.Commission(List.of(epcs), new Lot("A1"), EXPIRY));
  }

  private void takeBack(UUID organisation, long event, Epc... born) {
    List<Withdrawal.Before> before =
        units.changes().stream()
            .filter(change -> change.event() == event)
            .map(
                c ->
                    new Withdrawal.Before(
                        c.unit().epc(),
                        c.lastEvent(),
                        c.state(),
                        epc(c.parent()),
                        c.custodian(),
                        c.place(),
                        c.inTransitTo()))
            .toList();
    new Withdrawal(units).apply(event, organisation, List.of(born), before);
  }

  private static @Nullable Epc epc(@Nullable Unit unit) {
    return unit == null ? null : unit.epc();
  }

  private Unit unit(Epc epc) {
    return Objects.requireNonNull(units.get(epc));
  }

  @Test
  void whatWasDestroyedIsNeverActiveAgainAndWhatWasSuppliedIs() {
    commission(MAKER, PACK);
    long supplied = apply(MAKER, new CustodyAction.Decommission(List.of(PACK), UnitState.SUPPLIED));
    takeBack(MAKER, supplied);
    assertThat(unit(PACK).state()).isEqualTo(UnitState.ACTIVE);
    long destroyed =
        apply(MAKER, new CustodyAction.Decommission(List.of(PACK), UnitState.DESTROYED));
    takeBack(MAKER, destroyed);

    assertThat(unit(PACK).state()).isEqualTo(UnitState.DESTROYED);
  }

  @Test
  void packingShippingAndReceivingAreTakenBackFromTheLastToTheFirst() {
    commission(MAKER, PACK);
    long packing = apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    long shipping = apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
    long receiving = apply(WHOLESALER, new CustodyAction.Receive(List.of(PALLET)));

    takeBack(WHOLESALER, receiving);
    assertThat(unit(PALLET).custodian()).isEqualTo(MAKER);
    assertThat(unit(PALLET).inTransitTo()).isEqualTo(WHOLESALER);
    takeBack(MAKER, shipping);
    assertThat(unit(PALLET).inTransitTo()).isNull();
    assertThat(unit(PALLET).place()).isEqualTo(PLACE);
    takeBack(MAKER, packing);
    assertThat(unit(PACK).parent()).isNull();
    assertThat(unit(PACK).custodian()).isEqualTo(MAKER);
    assertThat(units.undone()).extracting(Units.Undone::into).containsExactly(true);
  }

  @Test
  void whatALaterEventChangedStays() {
    commission(MAKER, PACK);
    long shipping = apply(MAKER, new CustodyAction.Ship(List.of(PACK), WHOLESALER));
    apply(WHOLESALER, new CustodyAction.Receive(List.of(PACK)));
    takeBack(MAKER, shipping);
    assertThat(unit(PACK).custodian()).isEqualTo(WHOLESALER);
  }

  @Test
  void whatWasHandedOnInsideAnotherUnitStays() {
    commission(MAKER, PACK);
    long packing = apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
    takeBack(MAKER, packing);
    assertThat(unit(PACK).parent()).isEqualTo(unit(PALLET));
  }

  @Test
  void receivingStaysWhenTheUnitWasPackedAnew() {
    commission(MAKER, PACK);
    commission(WHOLESALER, OWN);
    apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
    long receiving = apply(WHOLESALER, new CustodyAction.Receive(List.of(PALLET)));
    apply(WHOLESALER, new CustodyAction.Pack(PALLET, List.of(OWN)));
    takeBack(WHOLESALER, receiving);
    assertThat(unit(OWN).topmost().custodian()).isEqualTo(WHOLESALER);
  }

  @Test
  void whatWasUnpackedGoesBackInOnlyWhereItsParentStillIs() {
    commission(MAKER, PACK);
    apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    long unpacking = apply(MAKER, new CustodyAction.Unpack(PALLET, List.of()));
    apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
    takeBack(MAKER, unpacking);
    assertThat(unit(PACK).parent()).isNull();
    assertThat(units.undone()).isEmpty();
  }

  @Test
  void whatWasUnpackedGoesBackIn() {
    commission(MAKER, PACK);
    apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    long unpacking = apply(MAKER, new CustodyAction.Unpack(PALLET, List.of()));
    takeBack(MAKER, unpacking);
    assertThat(unit(PACK).parent()).isEqualTo(unit(PALLET));
    assertThat(units.undone()).extracting(Units.Undone::into).containsExactly(false);
  }

  @Test
  void aDispensedPackIsActiveAgainInsideWhatItCameFrom() {
    commission(MAKER, PACK);
    apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    long dispensing =
        apply(MAKER, new CustodyAction.Decommission(List.of(PACK), UnitState.SUPPLIED));
    takeBack(MAKER, dispensing);
    assertThat(unit(PACK).state()).isEqualTo(UnitState.ACTIVE);
    assertThat(unit(PACK).parent()).isEqualTo(unit(PALLET));
  }

  @Test
  void aVoidPackStaysVoidWhateverElseIsTakenBackAndIsNotHandedOn() {
    long commissioning = commission(MAKER, PACK);
    long packing = apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    takeBack(MAKER, commissioning, PACK);
    assertThat(unit(PACK).state()).isEqualTo(UnitState.VOID);
    takeBack(MAKER, packing);
    assertThat(unit(PACK).state()).isEqualTo(UnitState.VOID);
    assertThat(unit(PACK).parent()).isNull();
    Fact shipping =
        new Fact(99, MAKER, TIME, PLACE, new CustodyAction.Ship(List.of(PACK), WHOLESALER));
    assertThat(rules.apply(shipping).map(Refusal::reason)).contains(Refusal.Reason.NOT_ACTIVE);
    commission(MAKER, PACK);
    assertThat(unit(PACK).state()).isEqualTo(UnitState.ACTIVE);
  }

  @Test
  void aDispensedPackThatWasCommissionedInErrorStaysDispensed() {
    long commissioning = commission(MAKER, PACK);
    apply(MAKER, new CustodyAction.Decommission(List.of(PACK), UnitState.SUPPLIED));
    takeBack(MAKER, commissioning, PACK);
    assertThat(unit(PACK).state()).isEqualTo(UnitState.SUPPLIED);
    assertThat(units.voided()).containsExactly(unit(PACK));
  }
}
