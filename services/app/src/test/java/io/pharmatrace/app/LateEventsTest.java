package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER_GLN;

/** What tests of late events need beside those of declarations. */
abstract class LateEventsTest extends ErrorDeclarationTest {
  static String dispensing(String hour, String serial) {
    return step("dispensing", hour, MAKER_GLN, Captures.packs(serial));
  }

  static String undoing(String hour, String gln, String serial) {
    return event(
        "ObjectEvent",
        hour,
        gln,
        """
        "@context": {"pharmatrace": "urn:pharmatrace:epcis"}, "action": "OBSERVE",
        "disposition": "active", "pharmatrace:packState": "Active", "epcList": [%s]
        """
            .formatted(Captures.packs(serial)));
  }

  static String locking(String hour, String serial) {
    return event(
        "ObjectEvent",
        hour,
        MAKER_GLN,
        """
        "action": "OBSERVE", "bizStep": "holding", "disposition": "non_sellable_other",
        "epcList": [%s]
        """
            .formatted(Captures.packs(serial)));
  }

  static String sscc(String digits) {
    return "\"" + SSCC + digits + "\"";
  }

  static String nested(String action, String hour, String sscc, String child) {
    return event(
        "AggregationEvent",
        hour,
        MAKER_GLN,
        "\"action\": \"%s\", \"parentID\": \"%s\", \"childEPCs\": [%s]"
            .formatted(
                action, SSCC + sscc, child.startsWith("\"") ? child : Captures.packs(child)));
  }
}
