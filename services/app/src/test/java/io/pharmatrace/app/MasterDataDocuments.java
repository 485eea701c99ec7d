package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.pack;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Documents with master data, and what becomes of them. */
final class MasterDataDocuments {
  private static final String PLANT = "https://id.gs1.org/414/" + MAKER_GLN;
  private static final String SHOP = "https://id.gs1.org/414/" + WHOLESALER_GLN;

  /** A document of master data alone; one attribute has a structure, one place is in itself. */
  static final String OF_THE_MAKER =
      """
      <md:EPCISMasterDataDocument xmlns:md="urn:epcglobal:epcis-masterdata:xsd:2"
          schemaVersion="2.0" creationDate="2026-11-20T07:00:00Z"><EPCISBody><VocabularyList>
        <Vocabulary type="urn:epcglobal:epcis:vtype:ReadPoint"><VocabularyElementList>
          <VocabularyElement id="urn:epc:id:sgln:9521101.00001.0">
            <attribute id="urn:epcglobal:cbv:mda#name">Plant</attribute>
            <attribute id="urn:own:mda#address"><own:Address xmlns:own="urn:own:ns"><City>Lyon</City>
            </own:Address></attribute>
          </VocabularyElement>
          <VocabularyElement id="urn:own:region">
            <children><id>urn:epc:id:sgln:9521101.00001.0</id></children></VocabularyElement>
          <VocabularyElement id="urn:own:country">
            <children><id>urn:own:region</id><id>urn:own:country</id></children></VocabularyElement>
        </VocabularyElementList></Vocabulary>
        <Vocabulary type="urn:epcglobal:epcis:vtype:BusinessLocation"><VocabularyElementList>
          <VocabularyElement id="urn:epc:id:sgln:9521101.00001.L7">
            <attribute id="urn:epcglobal:cbv:mda:sst">201</attribute>
            <attribute id="urn:epcglobal:cbv:mda:sst">202</attribute></VocabularyElement>
          <VocabularyElement id="urn:own:floor">
            <children><id>urn:epc:id:sgln:9521101.00001.L7</id></children></VocabularyElement>
        </VocabularyElementList></Vocabulary>
        <Vocabulary type="urn:epcglobal:epcis:vtype:EPCClass"><VocabularyElementList>
          <VocabularyElement id="urn:epc:idpat:sgtin:9521101.000002.*">
            <attribute id="urn:epcglobal:cbv:mda#dosageFormType">PILL</attribute></VocabularyElement>
        </VocabularyElementList></Vocabulary>
        <Vocabulary type="urn:epcglobal:epcis:vtype:BusinessStep"><VocabularyElementList>
          <VocabularyElement id="urn:epcglobal:cbv:bizstep:commissioning">
            <attribute id="urn:own:mda#phase">first</attribute></VocabularyElement>
        </VocabularyElementList></Vocabulary>
      </VocabularyList></EPCISBody></md:EPCISMasterDataDocument>
      """;

  private MasterDataDocuments() {}

  /** The maker makes M1, and says of it whatever master data can be about. */
  static String commissioning() {
    return EpcisEvents.object(
        SupplyChain.MAKER,
        "ADD",
        "commissioning",
        "2026-11-20T08:00:00Z",
        List.of(EpcisEvents.pack("M1")),
        """
        , "disposition": "active", "bizLocation": {"id": "%s"}, "ex:tool": "urn:own:tool:1",
        "bizTransactionList": [{"type": "po", "bizTransaction": "urn:own:order:1"}],
        "sourceList": [{"type": "owning_party", "source": "https://id.gs1.org/417/%s"}],
        "destinationList": [{"type": "possessing_party", "destination": "urn:own:party"}],
        "quantityList": [{"epcClass": "https://id.gs1.org/01/09521101000023", "quantity": 1500,
                          "uom": "GRM"}],
        "sensorElementList": [{"sensorReport": [
          {"type": "Temperature", "value": 26, "uom": "CEL", "sDev": 0.5}]}],
        "ilmd": {"cbvmda:lotNumber": "ML", "cbvmda:itemExpirationDate": "2031-12-31"}\
        """
            .formatted("urn:epc:id:sgln:9521101.00001.L7", MAKER_GLN));
  }

  /**
   * A list of one element with one attribute.
   *
   * @param type a URI, or the last part of one of the standard's
   * @param attribute name and value in JSON, with a colon and a space between
   */
  static String list(String type, String id, String attribute) {
    String[] parts = attribute.split(": ", 2);
    return """
    {"type": "%s", "vocabularyElementList": [
      {"id": "%s", "attributes": [{"id": %s, "attribute": %s}]}]}\
    """
        .formatted(
            type.startsWith("urn:") ? type : "urn:epcglobal:epcis:vtype:" + type,
            id,
            parts[0],
            parts[1]);
  }

  /** The finished job of a JSON document with these lists in its header. */
  static JsonNode job(
      RunningApplication app, String who, String behaviour, String lists, String... events) {
    return Captures.job(
        app,
        who,
        "application/json",
        """
        {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
                      {"ex": "https://ns.example/epcis/"}],
         "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-11-20T08:00:00Z",
         "epcisHeader": {"epcisMasterData": {"vocabularyList": [%s]}},
         "epcisBody": {"eventList": [%s]}}\
        """
            .formatted(lists, String.join(",", events)),
        behaviour);
  }

  /** The maker and the wholesaler capture master data, and each an event of a pack M1. */
  static void capture(RunningApplication app, EpcisEvents epcis) {
    assertStored(Captures.job(app, MAKER, "application/xml", OF_THE_MAKER));
    assertStored(
        job(
            app,
            MAKER,
            "rollback",
            list("Location", PLANT, "\"urn:own:mda#owner\": \"us\"")
                + ","
                + list(
                    "SourceDest",
                    "urn:epc:id:pgln:9521101.00001",
                    "\"urn:own:mda#role\": \"seller\"")
                + ","
                + list("Party", "urn:own:party", "\"urn:own:mda#role\": \"carrier\"")
                + ","
                + list("BusinessTransaction", "urn:own:order:1", "\"urn:own:mda#rush\": true")
                + ","
                + list("Disposition", "active", "\"urn:own:mda#phase\": 1.50")
                + ","
                + list("urn:own:tool", "urn:own:tool:1", "\"urn:own:mda#wear\": \"low\""),
            commissioning()));
    epcis.capture(
        MAKER,
        EpcisEvents.shipping(MAKER, WHOLESALER, "2026-11-20T09:00:00Z", List.of(pack("M1")), ""));
    assertStored(
        job(
            app,
            WHOLESALER,
            "proceed",
            list("ReadPoint", SHOP, "\"cbvmda:name\": \"Shop\"")
                + ","
                + list("Location", PLANT, "\"urn:own:mda#rating\": \"good\""),
            EpcisEvents.object(
                WHOLESALER,
                "OBSERVE",
                "receiving",
                "2026-11-20T10:00:00Z",
                List.of(pack("M1")),
                "")));
  }

  private static void assertStored(JsonNode job) {
    assertThat(job.get("success").asBoolean()).as("%s", job).isTrue();
  }
}
