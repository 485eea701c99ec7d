package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.custody.application.seals.SealTurn;
import io.pharmatrace.testsupport.Infrastructure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The path of a pack over slots that are closed on chain leads to where custody has it. */
class SealedCustodyIT extends ErrorDeclarationTest {
  private static final String PALLET = "095211010000000207";

  private Optional<Handle> turn = Optional.empty();

  /** Whether seals wait until a test asks for them, and then follow all of it in one round. */
  boolean behind() {
    return false;
  }

  @BeforeEach
  void holdUp() {
    if (behind()) {
      Handle handle = app.bean(Jdbi.class).open();
      turn = Optional.of(handle.begin());
      SealTurn.take(handle);
    }
  }

  @AfterEach
  void goOn() {
    turn.ifPresent(handle -> handle.rollback().close());
    turn = Optional.empty();
  }

  private Map<String, String> shown(Infrastructure infrastructure, String... serials) {
    goOn();
    SealedPaths paths = new SealedPaths(app, new ChainReader(infrastructure.chain().rpcUrl()));
    await().atMost(PATIENCE).until(paths::settled);
    return paths.shown(List.of(serials));
  }

  private static void received(String who, String gln, String hour, String epcs) {
    stored(who, step("receiving", hour, gln, epcs));
  }

  private static String unpacking(String hour, String gln, String sscc, String... serials) {
    return event(
        "AggregationEvent",
        hour,
        gln,
        "\"action\": \"DELETE\", \"parentID\": \"%s\", \"childEPCs\": [%s]"
            .formatted(SSCC + sscc, Captures.packs(serials)));
  }

  @Test
  void fromTheLineToThePatient(Infrastructure infrastructure) {
    String pallet = "\"" + SSCC + PALLET + "\"";
    stored(
        MAKER,
        Captures.commissioning("J1", "J2", "J3", "J4"),
        aggregation("ADD", "09", PALLET, "J1"),
        aggregation("ADD", "09", PALLET, "J2"),
        aggregation("ADD", "09", PALLET, "J3"),
        shipping("10", pallet));
    received(WHOLESALER, WHOLESALER_GLN, "11", pallet);
    stored(WHOLESALER, shipping("12", WHOLESALER_GLN, PHARMACY_GLN, pallet));
    received(PHARMACY, PHARMACY_GLN, "13", pallet);
    stored(
        PHARMACY,
        unpacking("14", PHARMACY_GLN, PALLET, "J1"),
        step("dispensing", "15", PHARMACY_GLN, Captures.packs("J1")),
        step("dispensing", "15", PHARMACY_GLN, Captures.packs("J2")));
    stored(MAKER, step("destroying", "15", MAKER_GLN, Captures.packs("J4")));

    assertThat(shown(infrastructure, "J1", "J2", "J3", "J4"))
        .isEqualTo(
            Map.of(
                "J1",
                "ended with pharmacy",
                "J2",
                "ended with pharmacy",
                "J3",
                "with pharmacy",
                "J4",
                "ended with maker for good"));
  }

  @Test
  void whatIsTakenBackGoesBack(Infrastructure infrastructure) {
    String dispensing = step("dispensing", "12", MAKER_GLN, Captures.packs("B1"));
    String shipping = shipping("10", Captures.packs("B2"));
    String receiving = step("receiving", "11", WHOLESALER_GLN, Captures.packs("B2"));
    stored(MAKER, Captures.commissioning("B1", "B2", "B3"), dispensing, shipping);
    stored(WHOLESALER, receiving);
    assertThat(shown(infrastructure, "B1", "B2", "B3"))
        .isEqualTo(Map.of("B1", "ended with maker", "B2", "with wholesaler", "B3", "with maker"));

    stored(MAKER, inError(dispensing));
    stored(WHOLESALER, inError(receiving));
    assertThat(shown(infrastructure, "B1", "B2"))
        .isEqualTo(Map.of("B1", "with maker", "B2", "with maker"));
  }

  @Test
  void aPackThatWasCommissionedInErrorEndsAndIsMadeAnew(Infrastructure infrastructure) {
    String commissioning = Captures.commissioning("V1");
    stored(MAKER, commissioning);
    stored(MAKER, neverWas(commissioning));
    assertThat(shown(infrastructure, "V1")).isEqualTo(Map.of("V1", "ended with maker for good"));
    stored(MAKER, commissioning.replace("08:00", "09:00"));
    assertThat(shown(infrastructure, "V1")).isEqualTo(Map.of("V1", "with maker"));
  }

  /** Only its data was wrong: it stays where it is, also when more happens in the same document. */
  @Test
  void whatIsCommissionedAnewGoesOnInTheSameDocument(Infrastructure infrastructure) {
    String commissioning = Captures.commissioning("K1", "K2");
    stored(MAKER, commissioning);
    stored(MAKER, inError(commissioning));
    String pallet = "\"" + SSCC + "095211010000000214\"";
    stored(
        MAKER,
        commissioning.replace("08:00", "09:00"),
        aggregation("ADD", "10", "095211010000000214", "K1"),
        shipping("11", pallet));
    received(WHOLESALER, WHOLESALER_GLN, "12", pallet);
    assertThat(shown(infrastructure, "K1", "K2"))
        .isEqualTo(Map.of("K1", "with wholesaler", "K2", "with maker"));
  }
}
