package io.pharmatrace.custody.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WithdrawalTest {
  private static final UUID MAKER = new UUID(0, 1);
  private static final UUID WHOLESALER = new UUID(0, 2);
  private static final Epc PACK = new Sgtin(Gtin.of("00300010123455"), new Serial("1"));
  private static final Epc OWN = new Sgtin(Gtin.of("00300010123455"), new Serial("2"));
  private static final Epc CASE = new Sscc("403000112345678918");
  private static final Epc PALLET = new Sscc("403000112345678901");

  private final History history = new History();
  private final Units units = history.units;

  private long apply(UUID organisation, CustodyAction action) {
    return history.apply(organisation, action);
  }

  private long commission(UUID organisation, Epc... epcs) {
    return apply(organisation, History.commission(epcs));
  }

  private Unit unit(Epc epc) {
    return history.unit(epc);
  }

  @Test
  void whatWasDestroyedIsNeverActiveAgainAndWhatWasSuppliedIs() {
    commission(MAKER, PACK);
    long supplied = apply(MAKER, new CustodyAction.Decommission(List.of(PACK), UnitState.SUPPLIED));
    history.declare(supplied);
    assertThat(unit(PACK).state()).isEqualTo(UnitState.ACTIVE);
    long destroyed =
        apply(MAKER, new CustodyAction.Decommission(List.of(PACK), UnitState.DESTROYED));
    history.declare(destroyed);

    assertThat(unit(PACK).state()).isEqualTo(UnitState.DESTROYED);
  }

  /** EU 2016/161: nothing of a recalled, withdrawn or expired batch becomes active again. */
  @Test
  void ofABatchThatHasEndedNothingComesBackByADeclaration() {
    commission(MAKER, PACK, OWN);
    long supplied = apply(MAKER, new CustodyAction.Decommission(List.of(PACK), UnitState.SUPPLIED));
    long locked = apply(MAKER, new CustodyAction.Decommission(List.of(OWN), UnitState.LOCKED));
    history.batchEnded = true;
    history.declare(supplied);
    history.declare(locked);

    assertThat(unit(PACK).state()).isEqualTo(UnitState.SUPPLIED);
    assertThat(unit(OWN).state()).isEqualTo(UnitState.LOCKED);
  }

  /** What ends nothing is taken back all the same: where a recalled pack is has to be right. */
  @Test
  void ofABatchThatHasEndedAShipmentIsTakenBack() {
    commission(MAKER, PACK);
    long shipped = apply(MAKER, new CustodyAction.Ship(List.of(PACK), WHOLESALER));
    history.batchEnded = true;
    history.declare(shipped);

    assertThat(unit(PACK).inTransitTo()).isNull();
  }

  @Test
  void aDispensingIsTakenBackByADeclarationInTimeOnlyWhateverElseIsDeclared() {
    commission(MAKER, PACK, OWN);
    long late = apply(MAKER, new CustodyAction.Decommission(List.of(PACK), UnitState.SUPPLIED));
    long inTime = apply(MAKER, new CustodyAction.Decommission(List.of(OWN), UnitState.SUPPLIED));
    history.declare(late, false, false);
    history.declare(inTime, false, true);

    assertThat(unit(PACK).state()).isEqualTo(UnitState.SUPPLIED);
    assertThat(unit(OWN).state()).isEqualTo(UnitState.ACTIVE);
  }

  @Test
  void aLateEndIsTakenBackWhereThePackIsByNow() {
    commission(MAKER, PACK);
    apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
    apply(WHOLESALER, new CustodyAction.Receive(List.of(PALLET)));
    history.past = (unit, organisation, time) -> organisation.equals(MAKER);
    long late = apply(MAKER, new CustodyAction.Decommission(List.of(PACK), UnitState.SUPPLIED));
    assertThat(unit(PACK).parent()).isSameAs(unit(PALLET));
    history.declare(late);

    assertThat(unit(PACK).state()).isEqualTo(UnitState.ACTIVE);
    assertThat(unit(PACK).parent()).isSameAs(unit(PALLET));
    assertThat(units.undone()).isEmpty();
  }

  @Test
  void whatIsDispensedUndoneAndBothDeclaredInErrorIsActive() {
    commission(MAKER, PACK);
    long supplied = apply(MAKER, new CustodyAction.Decommission(List.of(PACK), UnitState.SUPPLIED));
    long undone = apply(MAKER, new CustodyAction.Reactivate(List.of(PACK), null));
    history.declare(supplied);
    history.declare(undone);

    assertThat(unit(PACK).state()).isEqualTo(UnitState.ACTIVE);
  }

  @Test
  void packingShippingAndReceivingAreTakenBackFromTheLastToTheFirst() {
    commission(MAKER, PACK);
    long packing = apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    long shipping = apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
    long receiving = apply(WHOLESALER, new CustodyAction.Receive(List.of(PALLET)));

    history.declare(receiving);
    assertThat(unit(PALLET).custodian()).isEqualTo(MAKER);
    assertThat(unit(PALLET).inTransitTo()).isEqualTo(WHOLESALER);
    history.declare(shipping);
    assertThat(unit(PALLET).inTransitTo()).isNull();
    assertThat(unit(PALLET).place()).isEqualTo(History.PLACE);
    history.declare(packing);
    assertThat(unit(PACK).parent()).isNull();
    assertThat(unit(PACK).custodian()).isEqualTo(MAKER);
    assertThat(units.undone()).extracting(Units.Undone::into).containsExactly(true);
  }

  @Test
  void whatALaterEventChangedStays() {
    commission(MAKER, PACK);
    long shipping = apply(MAKER, new CustodyAction.Ship(List.of(PACK), WHOLESALER));
    apply(WHOLESALER, new CustodyAction.Receive(List.of(PACK)));
    history.declare(shipping);
    assertThat(unit(PACK).custodian()).isEqualTo(WHOLESALER);
  }

  @Test
  void whatWasHandedOnInsideAnotherUnitStays() {
    commission(MAKER, PACK);
    long packing = apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
    history.declare(packing);
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
    history.declare(receiving);
    assertThat(unit(OWN).topmost().custodian()).isEqualTo(WHOLESALER);
  }

  @Test
  void whatWasUnpackedInErrorIsWhereItsParentIsByNow() {
    commission(MAKER, PACK);
    apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    long unpacking = apply(MAKER, new CustodyAction.Unpack(PALLET, List.of()));
    apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
    apply(WHOLESALER, new CustodyAction.Receive(List.of(PALLET)));
    history.declare(unpacking);
    assertThat(unit(PACK).topmost().custodian()).isEqualTo(WHOLESALER);
  }

  @Test
  void whatWasDispensedFromACaseThatIsNoMoreIsActiveOnlyInTheSameHands() {
    for (boolean away : new boolean[] {false, true}) {
      History journey = new History();
      journey.apply(MAKER, History.commission(PACK));
      journey.apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
      CustodyAction dispensing = new CustodyAction.Decommission(List.of(PACK), UnitState.SUPPLIED);
      long dispensed = journey.apply(MAKER, dispensing);
      if (away) {
        journey.apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
        journey.apply(WHOLESALER, new CustodyAction.Receive(List.of(PALLET)));
      }
      journey.apply(
          away ? WHOLESALER : MAKER,
          new CustodyAction.Decommission(List.of(PALLET), UnitState.DESTROYED));
      journey.declare(dispensed);
      assertThat(journey.unit(PACK).state())
          .isEqualTo(away ? UnitState.SUPPLIED : UnitState.ACTIVE);
      assertThat(journey.unit(PACK).custodian()).isEqualTo(MAKER);
    }
  }

  @Test
  void whatWasUnpackedGoesBackIn() {
    commission(MAKER, PACK);
    apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    long unpacking = apply(MAKER, new CustodyAction.Unpack(PALLET, List.of()));
    history.declare(unpacking);
    assertThat(unit(PACK).parent()).isEqualTo(unit(PALLET));
    assertThat(units.undone()).extracting(Units.Undone::into).containsExactly(false);
  }

  @Test
  void aDispensedPackIsActiveAgainInsideWhatItCameFrom() {
    commission(MAKER, PACK);
    apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    long dispensing =
        apply(MAKER, new CustodyAction.Decommission(List.of(PACK), UnitState.SUPPLIED));
    history.declare(dispensing);
    assertThat(unit(PACK).state()).isEqualTo(UnitState.ACTIVE);
    assertThat(unit(PACK).parent()).isEqualTo(unit(PALLET));
  }

  @Test
  void aVoidPackStaysVoidWhateverElseIsTakenBackAndIsNotHandedOn() {
    long commissioning = commission(MAKER, PACK);
    long packing = apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    history.declare(commissioning);
    assertThat(unit(PACK).state()).isEqualTo(UnitState.VOID);
    history.declare(packing);
    assertThat(unit(PACK).state()).isEqualTo(UnitState.VOID);
    assertThat(unit(PACK).parent()).isNull();
    assertThat(
            history
                .attempt(MAKER, new CustodyAction.Ship(List.of(PACK), WHOLESALER))
                .map(Refusal::reason))
        .contains(Refusal.Reason.NOT_ACTIVE);
    commission(MAKER, PACK);
    assertThat(unit(PACK).state()).isEqualTo(UnitState.ACTIVE);
  }

  @Test
  void aDispensedPackThatWasCommissionedInErrorStaysDispensed() {
    long commissioning = commission(MAKER, PACK);
    apply(MAKER, new CustodyAction.Decommission(List.of(PACK), UnitState.SUPPLIED));
    history.declare(commissioning);
    assertThat(unit(PACK).state()).isEqualTo(UnitState.SUPPLIED);
    assertThat(units.voided()).containsExactly(unit(PACK));
  }

  @Test
  void receivingIsTakenBackAfterAllWhenWhatWasPackedAnewIsOut() {
    commission(MAKER, PACK);
    commission(WHOLESALER, OWN);
    apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
    long receiving = apply(WHOLESALER, new CustodyAction.Receive(List.of(PALLET)));
    long packing = apply(WHOLESALER, new CustodyAction.Pack(PALLET, List.of(OWN)));
    history.declare(receiving);
    assertThat(unit(PALLET).custodian()).isEqualTo(WHOLESALER);
    history.declare(packing);
    assertThat(unit(PALLET).custodian()).isEqualTo(MAKER);
    assertThat(unit(OWN).custodian()).isEqualTo(WHOLESALER);
  }

  @Test
  void othersUnitsDoNotGoBackHoweverDeepTheyAreInside() {
    commission(MAKER, PACK, CASE);
    commission(WHOLESALER, OWN);
    apply(MAKER, new CustodyAction.Pack(CASE, List.of(PACK)));
    apply(MAKER, new CustodyAction.Pack(PALLET, List.of(CASE)));
    apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
    long receiving = apply(WHOLESALER, new CustodyAction.Receive(List.of(PALLET)));
    apply(WHOLESALER, new CustodyAction.Pack(CASE, List.of(OWN)));
    history.declare(receiving);
    assertThat(unit(OWN).topmost().custodian()).isEqualTo(WHOLESALER);
  }

  @Test
  void aUnitThatWasNotThereIsWithWhoCommissionsItAnewAndWhatWasInsideIsNot() {
    long commissioning = commission(MAKER, PALLET, PACK);
    apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
    apply(WHOLESALER, new CustodyAction.Receive(List.of(PALLET)));
    history.declare(commissioning);
    commission(MAKER, PALLET);
    assertThat(unit(PALLET).custodian()).isEqualTo(MAKER);
    assertThat(unit(PACK).parent()).isNull();
    assertThat(unit(PACK).custodian()).isEqualTo(WHOLESALER);
    commission(MAKER, PACK);
    assertThat(unit(PACK).custodian()).isEqualTo(MAKER);
  }

  @Test
  void aUnitOfWhichTheDataWasWrongStaysWhereItIsAndItsJourneyCanStillBeTakenBack() {
    long commissioning = commission(MAKER, PACK);
    long shipping = apply(MAKER, new CustodyAction.Ship(List.of(PACK), WHOLESALER));
    long receiving = apply(WHOLESALER, new CustodyAction.Receive(List.of(PACK)));
    history.declare(commissioning, true);
    commission(MAKER, PACK);
    assertThat(unit(PACK).custodian()).isEqualTo(WHOLESALER);
    history.declare(receiving);
    assertThat(unit(PACK).inTransitTo()).isEqualTo(WHOLESALER);
    history.declare(shipping);
    assertThat(unit(PACK).state()).isEqualTo(UnitState.ACTIVE);
    assertThat(unit(PACK).custodian()).isEqualTo(MAKER);
    assertThat(unit(PACK).inTransitTo()).isNull();
  }
}
