package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The registry is loaded from EPCIS master data. */
class LoadMasterDataIT extends LoadTest {
  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "9.4",
      name = "Master data of a document is loaded as products, batches and sites")
  void theMasterDataOfAShipmentIsLoaded() {
    String document =
        """
        <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2"
            creationDate="2026-11-20T07:00:00Z"><EPCISHeader><extension><EPCISMasterData>
          <VocabularyList>
            <Vocabulary type="urn:epcglobal:epcis:vtype:EPCClass"><VocabularyElementList>
              <VocabularyElement id="urn:epc:idpat:sgtin:9521101.000750.*">
                <attribute id="urn:epcglobal:cbv:mda#additionalTradeItemIdentification">0001-0123-45</attribute>
                <attribute id="urn:epcglobal:cbv:mda#additionalTradeItemIdentificationTypeCode">US_FDA_NDC</attribute>
                <attribute id="urn:epcglobal:cbv:mda#regulatedProductName">Testomycin</attribute>
                <attribute id="urn:epcglobal:cbv:mda#additionalTradeItemIdentification">0815 0123</attribute>
                <attribute id="urn:epcglobal:cbv:mda#additionalTradeItemIdentificationTypeCode">DE_PZN</attribute>
                <attribute id="urn:epcglobal:cbv:mda#additionalTradeItemIdentification">4711</attribute>
                <attribute id="urn:epcglobal:cbv:mda#additionalTradeItemIdentificationTypeCode">SUPPLIER_ASSIGNED</attribute>
                <attribute id="urn:epcglobal:cbv:mda#manufacturerOfTradeItemPartyName">Maker Inc.</attribute>
                <attribute id="urn:epcglobal:cbv:mda#dosageFormType">PILL</attribute>
                <attribute id="urn:epcglobal:cbv:mda#strengthDescription">100mg</attribute>
                <attribute id="urn:epcglobal:cbv:mda#netContentDescription">500 pills</attribute>
              </VocabularyElement>
              <VocabularyElement id="urn:epc:idpat:sgtin:9521101.100750.*">
                <attribute id="urn:epcglobal:cbv:mda#regulatedProductName">Testomycin, case</attribute>
              </VocabularyElement>
              <VocabularyElement id="urn:epc:idpat:sgtin:4006381.033393.*">
                <attribute id="urn:epcglobal:cbv:mda#regulatedProductName">Of somebody else</attribute>
              </VocabularyElement>
              <VocabularyElement id="urn:epc:class:lgtin:9521101.000750.LOT7">
                <attribute id="urn:epcglobal:cbv:mda#itemExpirationDate">2031-01-31</attribute>
              </VocabularyElement>
            </VocabularyElementList></Vocabulary>
            <Vocabulary type="urn:epcglobal:epcis:vtype:Location"><VocabularyElementList>
              <VocabularyElement id="urn:epc:id:sgln:9521101.00075.0">
                <attribute id="urn:epcglobal:cbv:mda#name">Warehouse</attribute>
                <attribute id="urn:epcglobal:cbv:mda#countryCode">US</attribute>
              </VocabularyElement>
              <VocabularyElement id="urn:epc:id:sgln:9521101.00075.DOCK">
                <attribute id="urn:epcglobal:cbv:mda#name">Dock</attribute>
              </VocabularyElement>
            </VocabularyElementList></Vocabulary>
            <Vocabulary type="urn:epcglobal:epcis:vtype:Party"><VocabularyElementList>
              <VocabularyElement id="urn:epc:id:pgln:9521108.00001">
                <attribute id="urn:epcglobal:cbv:mda#name">Wholesaler of the document</attribute>
              </VocabularyElement>
              <VocabularyElement id="urn:example:party">
                <attribute id="urn:epcglobal:cbv:mda#name">Nobody</attribute>
              </VocabularyElement>
            </VocabularyElementList></Vocabulary>
          </VocabularyList></EPCISMasterData></extension></EPCISHeader>
          <EPCISBody><EventList/></EPCISBody></epcis:EPCISDocument>
        """;
    JsonNode products = load(MAKER, "/api/v1/products", "application/xml", document);
    assertThat(refusals(products)).containsExactly("3 gtin content-unusable");
    JsonNode product = product(gtin(750)).get(0);
    assertThat(product.get("packSize").asText()).isEqualTo("500 pills");
    assertThat(product.get("markets").toString())
        .isEqualTo(
            "[{\"country\":\"DE\",\"nationalCode\":\"08150123\"},"
                + "{\"country\":\"US\",\"nationalCode\":\"0001-0123-45\"}]");
    assertThat(product.get("holder").asText()).isEqualTo("Maker Inc.");
    assertThat(notes(MAKER, products))
        .containsExactly(
            "1 A code of type 'SUPPLIER_ASSIGNED' was passed over: of which country it is, is not known.");
    assertThat(load(MAKER, "/api/v1/batches", "application/xml", document).get("total").asInt())
        .isEqualTo(1);
    assertThat(
            app.get(MAKER, "/api/v1/products/" + gtin(750) + "/batches")
                .body()
                .get(0)
                .get("lot")
                .asText())
        .isEqualTo("LOT7");
    assertThat(refusals(load("admin", "/api/v1/sites", "application/xml", document)))
        .containsExactly("5 organisation value-invalid");
    JsonNode organisations =
        load("admin", "/api/v1/organisations?role=distributor", "application/xml", document);
    assertThat(refusals(organisations)).isEmpty();
    assertThat(notes("admin", organisations))
        .containsExactly("8 It has no identifier as organisations have, and was passed over.");
    assertThat(app.get("admin", "/api/v1/organisations").body().toString())
        .contains("9521108000019", "Wholesaler of the document");
    assertThat(
            load("admin", "/api/v1/sites?organisation=" + MAKER_GLN, "application/xml", document)
                .get("refused")
                .asInt())
        .isZero();
    assertThat(app.get(MAKER, "/api/v1/sites").body().findValuesAsText("name"))
        .contains("Warehouse")
        .doesNotContain("Dock");
  }

  /** What was passed over, by the number of the element. */
  private static List<String> notes(String who, JsonNode job) {
    return app
        .get(who, "/api/v1/jobs/" + job.get("id").asText() + "/results?outcome=done")
        .body()
        .findParents("position")
        .stream()
        .map(result -> result.get("position") + " " + result.get("detail").asText())
        .toList();
  }
}
