package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.pack;
import static io.pharmatrace.app.EpcisEvents.texts;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/**
 * What tests of the query interface ask about: ten packs of the maker, of which it shipped five.
 */
abstract class EpcisQueryTest extends SupplyChainTest {
  static final String EVENTS = "/epcis/v2/events";
  static EpcisEvents epcis;

  @BeforeAll
  static void play() {
    epcis = new EpcisEvents(app);
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      events.add(
          EpcisEvents.commissioning(
                  MAKER, "2026-11-19T08:%02d:00Z".formatted(i), "QL", List.of(pack("Q" + i)))
              .replaceFirst("\\{", "{\"ex:rank\": " + (10 - i) + ", "));
    }
    for (int i = 0; i < 5; i++) {
      events.add(
          EpcisEvents.shipping(
              MAKER,
              WHOLESALER,
              "2026-11-19T09:%02d:00Z".formatted(i),
              List.of(pack("Q" + i)),
              ", \"bizTransactionList\": [{\"type\": \"po\", \"bizTransaction\": \"urn:x:q:%d\"}]"
                  .formatted(i)));
    }
    epcis.capture(MAKER, events.toArray(String[]::new));
  }

  /** The serial numbers in the events that a query of the maker finds, in their order. */
  static List<String> packs(String query) {
    return epcis.events(MAKER, EVENTS + "?" + query).stream()
        .flatMap(e -> texts(e.get("epcList")).stream())
        .map(link -> link.substring(link.lastIndexOf('/') + 1))
        .toList();
  }
}
