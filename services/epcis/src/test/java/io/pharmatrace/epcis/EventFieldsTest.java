package io.pharmatrace.epcis;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each field that events share, in every form that it can take. */
class EventFieldsTest {
  private static final String THING =
      "\"action\": \"OBSERVE\", \"epcList\": [\"urn:epc:id:sgtin:9521234.054321.1\"], ";

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.4", name = "recordTime and eventID")
  Stream<DynamicTest> recordTimeAndEventId() {
    return each(
        "\"recordTime\": \"2026-05-01T06:00:01.123456789Z\"",
        "\"eventID\": \"urn:uuid:0b4ff2c4-5e0c-4d6e-9ee4-1d3f9b3c9c11\"",
        "\"eventID\": \"ni:///sha-256;6ae96341e0acc6d7a261364751f60e68278a81cdf51da0abb6b4e617014e39d7?ver=CBV2.0\"",
        "\"eventID\": \"https://events.example/1?a=b&c=d#e\"");
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.4", name = "Error declaration")
  Stream<DynamicTest> errorDeclaration() {
    return each(
        error(""),
        error(", \"reason\": \"incorrect_data\""),
        error(", \"reason\": \"https://own.example/reason\""),
        error(", \"correctiveEventIDs\": [\"urn:uuid:1-a\", \"urn:uuid:1-b\"]"),
        error(", \"reason\": \"did_not_occur\", \"own:why\": {\"own:text\": \"typed twice\"}"));
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.4", name = "Certification info")
  Stream<DynamicTest> certificationInfo() {
    return each(
        "\"certificationInfo\": \"https://certificates.example/1\"",
        "\"certificationInfo\": [\"https://certificates.example/1\", \"urn:certificate:2\"]");
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.3", name = "Business step and disposition")
  Stream<DynamicTest> bizStepAndDisposition() {
    return each(
        "\"bizStep\": \"shipping\"",
        "\"disposition\": \"in_transit\"",
        "\"bizStep\": \"https://own.example/step/blessing\", \"disposition\": \"urn:own:blessed\"",
        "\"bizStep\": \"own:blessing\", \"disposition\": \"own:blessed\"");
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.3", name = "Persistent disposition")
  Stream<DynamicTest> persistentDisposition() {
    return each(
        "\"persistentDisposition\": {\"set\": [\"completeness_verified\"]}",
        "\"persistentDisposition\": {\"unset\": [\"completeness_inferred\", \"urn:own:state\"]}",
        "\"persistentDisposition\": {\"set\": [\"recalled\", \"expired\"], \"unset\": [\"active\"]}");
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.3", name = "Read point and business location")
  Stream<DynamicTest> places() {
    return each(
        "\"readPoint\": {\"id\": \"urn:epc:id:sgln:9521234.00001.7\"}",
        "\"bizLocation\": {\"id\": \"https://id.gs1.org/414/9521234000013\"}",
        "\"readPoint\": {\"id\": \"geo:52.5,13.4\", \"own:gate\": \"7\", \"own:open\": true}",
        "\"bizLocation\": {\"id\": \"urn:own:site\", \"own:room\": {\"own:floor\": 3}}");
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.3", name = "Business transactions")
  Stream<DynamicTest> bizTransactions() {
    return each(
        "\"bizTransactionList\": [{\"bizTransaction\": \"urn:own:order:1\"}]",
        "\"bizTransactionList\": [{\"type\": \"desadv\", \"bizTransaction\": \"urn:own:1\"}, {\"type\": \"inv\", \"bizTransaction\": \"urn:own:2\"}]",
        "\"bizTransactionList\": [{\"type\": \"urn:own:type\", \"bizTransaction\": \"https://id.gs1.org/253/9521234000013X\"}]");
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.3", name = "Sources and destinations")
  Stream<DynamicTest> sourcesAndDestinations() {
    return each(
        "\"sourceList\": [{\"type\": \"owning_party\", \"source\": \"urn:epc:id:pgln:9521234.00001\"}]",
        "\"destinationList\": [{\"type\": \"location\", \"destination\": \"urn:epc:id:sgln:9521234.00001.0\"}]",
        "\"sourceList\": [{\"type\": \"possessing_party\", \"source\": \"https://id.gs1.org/417/9521234000013\"}, {\"type\": \"urn:own:side\", \"source\": \"urn:own:x\"}],"
            + " \"destinationList\": [{\"type\": \"owning_party\", \"destination\": \"urn:own:y\"}]");
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.3", name = "Quantities")
  Stream<DynamicTest> quantities() {
    return each(
        quantity(""),
        quantity(", \"quantity\": 0"),
        quantity(", \"quantity\": 1234567890123456789.000000001"),
        quantity(", \"quantity\": 2.50, \"uom\": \"LTR\""),
        quantity(", \"quantity\": 7, \"uom\": \"4G\""));
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.3", name = "Instance/lot master data")
  Stream<DynamicTest> ilmd() {
    return Survival.of(
        "ObjectEvent",
        ilmd("\"cbvmda:lotNumber\": \"L 1\", \"cbvmda:itemExpirationDate\": \"2028-01-31\""),
        ilmd("\"own:list\": [\"a\", \"b\"], \"own:number\": 1.5, \"own:yes\": true"),
        ilmd("\"own:outer\": {\"own:inner\": {\"odd:deep\": \"x\"}, \"own:other\": \"y\"}"));
  }

  private static Stream<DynamicTest> each(String... fields) {
    return Survival.of("ObjectEvent", Stream.of(fields).map(THING::concat).toArray(String[]::new));
  }

  private static String error(String fields) {
    return "\"errorDeclaration\": {\"declarationTime\": \"2026-05-02T08:00:00Z\"" + fields + "}";
  }

  private static String quantity(String fields) {
    return "\"quantityList\": [{\"epcClass\": \"urn:epc:idpat:sgtin:9521234.054321.*\""
        + fields
        + "}]";
  }

  private static String ilmd(String fields) {
    return "\"action\": \"ADD\", \"epcList\": [\"urn:own:thing\"], \"ilmd\": {" + fields + "}";
  }
}
