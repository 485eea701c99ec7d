package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whether a pack came back does not depend on the order in which its handovers are told. */
class LateReturnIT extends HandoverTest {
  private static String shipping(int hour, String from, String to, String serial) {
    return shipping(
        "%02d".formatted(hour), SupplyChain.gln(from), SupplyChain.gln(to), quoted(pack(serial)));
  }

  private static String receiving(int hour, String who, String serial) {
    return step("receiving", "%02d".formatted(hour), SupplyChain.gln(who), quoted(pack(serial)));
  }

  /** Shipped at an hour and received an hour later. */
  private static void handedOver(int hour, String from, String to, String serial) {
    stored(from, shipping(hour, from, to, serial));
    stored(to, receiving(hour + 1, to, serial));
  }

  /** Two that nobody told of when they happened; only the last makes sense of the others. */
  private static void toldLate(int hour, String from, String to, String serial) {
    capture(from, shipping(hour, from, to, serial));
    capture(to, receiving(hour + 1, to, serial));
    capture(from, receiving(hour + 3, from, serial));
    stored(to, shipping(hour + 2, to, from, serial));
  }

  private static long handovers(String serial) {
    return strings(
            """
            SELECT ou.state FROM custody.offer_unit ou JOIN custody.unit u ON u.id = ou.unit_id
            WHERE u.serial = '%s' AND ou.state = 'accepted'
            """
                .formatted(serial))
        .size();
  }

  private static void checked(String serial) {
    assertThat(
            done(app.post(
                    MAKER,
                    "/api/v1/returns",
                    "application/json",
                    "{\"transactionId\":\"%s\",\"gtin\":\"%s\",\"serial\":\"%s\",\"batch\":\"M\",\"expiry\":\"311231\",\"returnedBy\":\"%s\"}"
                        .formatted(UUID.randomUUID(), GTIN, serial, WHOLESALER_GLN)))
                .path("saleable")
                .asBoolean())
        .isTrue();
  }

  @Test
  void whatWasCheckedAfterItCameBackLastIsGreenAlsoWhenAnEarlierReturnIsToldLate() {
    stored(MAKER, Captures.commissioning("LO1", "LO2"));
    handedOver(9, MAKER, WHOLESALER, "LO1");
    handedOver(11, WHOLESALER, MAKER, "LO1");
    handedOver(13, MAKER, WHOLESALER, "LO1");
    handedOver(15, WHOLESALER, MAKER, "LO1");
    assertThat(code(MAKER, "LO1")).isEqualTo("RETURNED");
    checked("LO1");
    assertThat(code(MAKER, "LO1")).isEqualTo("OK");

    handedOver(9, MAKER, WHOLESALER, "LO2");
    handedOver(15, WHOLESALER, MAKER, "LO2");
    assertThat(code(MAKER, "LO2")).isEqualTo("RETURNED");
    checked("LO2");
    toldLate(11, WHOLESALER, MAKER, "LO2");
    assertThat(handovers("LO2")).isEqualTo(4);
    assertThat(code(MAKER, "LO2")).isEqualTo("OK");
  }

  /** The receiver was shipped nothing else in which a pack may be that came back. */
  @Test
  void whatCameBackUncheckedIsToBeCheckedAlsoWhenThatIsToldAfterItWasSoldAgain() {
    stored(MAKER, Captures.commissioning("LO3", "LO4"));
    handedOver(9, MAKER, WHOLESALER, "LO3");
    handedOver(15, WHOLESALER, OUTSIDER, "LO3");
    assertThat(code(OUTSIDER, "LO3")).isEqualTo("OK");
    toldLate(11, WHOLESALER, MAKER, "LO3");
    assertThat(handovers("LO3")).isEqualTo(4);
    assertThat(code(OUTSIDER, "LO3")).isEqualTo("RETURNED");
    assertThat(code(REGULATOR, "LO3")).isEqualTo("RETURNED");

    handedOver(9, MAKER, WHOLESALER, "LO4");
    handedOver(11, WHOLESALER, MAKER, "LO4");
    handedOver(13, MAKER, WHOLESALER, "LO4");
    handedOver(15, WHOLESALER, OUTSIDER, "LO4");
    assertThat(code(OUTSIDER, "LO4")).isEqualTo("RETURNED");
  }

  @Test
  void whatNeverCameBackIsGreenWhateverIsToldFirst() {
    stored(MAKER, Captures.commissioning("LO5"));
    capture(PHARMACY, receiving(12, PHARMACY, "LO5"));
    capture(WHOLESALER, shipping(11, WHOLESALER, PHARMACY, "LO5"));
    capture(WHOLESALER, receiving(10, WHOLESALER, "LO5"));
    stored(MAKER, shipping(9, MAKER, WHOLESALER, "LO5"));
    assertThat(handovers("LO5")).isEqualTo(2);
    assertThat(code(PHARMACY, "LO5")).isEqualTo("OK");
    assertThat(code(REGULATOR, "LO5")).isEqualTo("ON_RECORD");
  }
}
