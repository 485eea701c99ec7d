package io.pharmatrace.epcis;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each type of event with each of its own fields, alone and together. */
class EventTypesTest {
  private static final String EPC = "\"urn:epc:id:sgtin:9521234.054321.1\"";
  private static final String LINK = "\"https://id.gs1.org/01/09521234543213/21/2\"";
  private static final String PARENT = "\"parentID\": \"urn:epc:id:sscc:9521234.0000000001\"";
  private static final String AMOUNT =
      """
      {"epcClass": "urn:epc:class:lgtin:9521234.054321.L1", "quantity": 12.5, "uom": "KGM"}""";
  private static final String TRANSACTION =
      """
      "bizTransactionList": [{"type": "po", "bizTransaction": "urn:epc:id:gdti:9521234.00001.7"}]""";

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.4.2", name = "ObjectEvent")
  Stream<DynamicTest> objectEvent() {
    return Survival.of(
        "ObjectEvent",
        "\"action\": \"ADD\", \"epcList\": [" + EPC + "]",
        "\"action\": \"OBSERVE\", \"epcList\": [" + EPC + "," + LINK + "]",
        "\"action\": \"DELETE\", \"epcList\": [" + LINK + "]",
        "\"action\": \"OBSERVE\", \"quantityList\": [" + AMOUNT + "]",
        "\"action\": \"ADD\", \"epcList\": [" + EPC + "], \"quantityList\": [" + AMOUNT + "]");
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.4.3", name = "AggregationEvent")
  Stream<DynamicTest> aggregationEvent() {
    return Survival.of("AggregationEvent", containers());
  }

  @TestFactory
  @Feature(
      standard = Standard.EPCIS,
      section = "7.4.3",
      name = "AggregationEvent without its parent")
  Stream<DynamicTest> aggregationEventWithoutItsParent() {
    return Survival.of("AggregationEvent", "\"action\": \"OBSERVE\", \"childEPCs\": [" + EPC + "]");
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.4.6", name = "AssociationEvent")
  Stream<DynamicTest> associationEvent() {
    return Survival.of("AssociationEvent", containers());
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.4.4", name = "TransactionEvent")
  Stream<DynamicTest> transactionEvent() {
    return Survival.of(
        "TransactionEvent",
        "\"action\": \"ADD\", \"epcList\": [" + EPC + "], " + TRANSACTION,
        "\"action\": \"OBSERVE\", \"quantityList\": [" + AMOUNT + "], " + TRANSACTION,
        "\"action\": \"ADD\", " + PARENT + ", \"epcList\": [" + EPC + "], " + TRANSACTION,
        "\"action\": \"ADD\", " + PARENT + ", " + TRANSACTION,
        "\"action\": \"DELETE\", " + TRANSACTION);
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.4.5", name = "TransformationEvent")
  Stream<DynamicTest> transformationEvent() {
    String id = "\"transformationID\": \"urn:epc:id:gdti:9521234.00001.9\"";
    return Survival.of(
        "TransformationEvent",
        "\"inputEPCList\": [" + EPC + "], \"outputEPCList\": [" + LINK + "]",
        "\"inputQuantityList\": [" + AMOUNT + "], \"outputQuantityList\": [" + AMOUNT + "]",
        "\"inputEPCList\": [" + EPC + "], " + id,
        "\"outputEPCList\": [" + EPC + "], \"ilmd\": {\"cbvmda:lotNumber\": \"L1\"}, " + id,
        "\"inputEPCList\": [%s], \"inputQuantityList\": [%s], \"outputEPCList\": [%s], \"outputQuantityList\": [%s]"
            .formatted(EPC, AMOUNT, LINK, AMOUNT));
  }

  private static String[] containers() {
    return new String[] {
      "\"action\": \"ADD\", " + PARENT + ", \"childEPCs\": [" + EPC + "," + LINK + "]",
      "\"action\": \"OBSERVE\", " + PARENT + ", \"childQuantityList\": [" + AMOUNT + "]",
      "\"action\": \"DELETE\", " + PARENT,
      "\"action\": \"ADD\", %s, \"childEPCs\": [%s], \"childQuantityList\": [%s]"
          .formatted(PARENT, EPC, AMOUNT)
    };
  }
}
