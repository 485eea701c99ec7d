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

/** What becomes of what is on its way, or was, when it was said in error. */
class HandoverErrorsTest {
  private static final UUID MAKER = new UUID(0, 1);
  private static final UUID WHOLESALER = new UUID(0, 2);
  private static final UUID PHARMACY = new UUID(0, 3);
  private static final Epc PACK = new Sgtin(Gtin.of("00300010123455"), new Serial("1"));
  private static final Epc PALLET = new Sscc("403000112345678901");

  private final History history = new History();

  private long apply(UUID organisation, CustodyAction action) {
    return history.apply(organisation, action);
  }

  private long shipped() {
    apply(MAKER, History.commission(PACK));
    long commissioning = apply(MAKER, History.commission(PALLET));
    apply(MAKER, new CustodyAction.Pack(PALLET, List.of(PACK)));
    apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
    return commissioning;
  }

  private long refused() {
    return apply(WHOLESALER, new CustodyAction.Refuse(List.of(PACK), OfferState.REFUSED));
  }

  @Test
  void whatWasRefusedInErrorIsOnOfferAgainInWhatItCameIn() {
    shipped();
    history.declare(refused());

    assertThat(history.unit(PACK).parent()).isSameAs(history.unit(PALLET));
    assertThat(history.unit(PALLET).inTransitTo()).isEqualTo(WHOLESALER);
  }

  @Test
  void aUnitThatWasRefusedInErrorIsOnOfferAgainWhenThatIsDeclaredWithin240HoursOnly() {
    shipped();
    long refusal = apply(WHOLESALER, new CustodyAction.Refuse(List.of(PALLET), OfferState.REFUSED));
    history.declare(refusal, false, false);
    assertThat(history.unit(PALLET).custodian()).isEqualTo(MAKER);
    assertThat(history.unit(PALLET).inTransitTo()).as("months later").isNull();

    apply(MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
    long again = apply(WHOLESALER, new CustodyAction.Refuse(List.of(PALLET), OfferState.DAMAGED));
    history.declare(again);
    assertThat(history.unit(PALLET).inTransitTo()).isEqualTo(WHOLESALER);
  }

  @Test
  void noDeclarationOfItsReceiverTakesAPackFromItsSender() {
    shipped();
    long refusal = refused();
    apply(WHOLESALER, new CustodyAction.Receive(List.of(PALLET)));
    apply(WHOLESALER, new CustodyAction.Ship(List.of(PALLET), PHARMACY));
    apply(PHARMACY, new CustodyAction.Receive(List.of(PALLET)));
    history.declare(refusal);

    assertThat(history.unit(PACK).topmost().custodian()).isEqualTo(MAKER);
  }

  @Test
  void aReceiptAndARefusalInErrorAreTakenBackInWhicheverOrderTheyAreDeclared() {
    shipped();
    long refusal = refused();
    long receipt = apply(WHOLESALER, new CustodyAction.Receive(List.of(PALLET)));
    history.declare(refusal);
    history.declare(receipt);

    assertThat(history.unit(PACK).parent()).isSameAs(history.unit(PALLET));
    assertThat(history.unit(PALLET).inTransitTo()).isEqualTo(WHOLESALER);
  }

  @Test
  void aUnitThatIsCommissionedAnewIsOnOfferNoMoreNorIsWhatWasInside() {
    history.declare(shipped());
    long again = apply(MAKER, History.commission(PALLET));

    Unit pallet = history.unit(PALLET);
    assertThat(history.units.handovers().getLast())
        .isEqualTo(new Handover(pallet, null, again, OfferState.WITHDRAWN));
    assertThat(pallet.inTransitTo()).isNull();
    assertThat(history.unit(PACK).parent()).isNull();
    assertThat(history.unit(PACK).custodian()).isEqualTo(MAKER);
    assertThat(history.unit(PACK).inTransitTo()).isNull();
  }
}
