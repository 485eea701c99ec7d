package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
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
          </VocabularyList></EPCISMasterData></extension></EPCISHeader>
          <EPCISBody><EventList/></EPCISBody></epcis:EPCISDocument>
        """;
    JsonNode products = load(MAKER, "/api/v1/products", "application/xml", document);
    assertThat(refusals(products)).containsExactly("3 gtin content-unusable");
    JsonNode product = product(gtin(750)).get(0);
    assertThat(product.get("packSize").asText()).isEqualTo("500 pills");
    assertThat(product.get("markets").toString())
        .isEqualTo("[{\"country\":\"US\",\"nationalCode\":\"0001-0123-45\"}]");
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
    assertThat(
            load("admin", "/api/v1/sites?organisation=" + MAKER_GLN, "application/xml", document)
                .get("refused")
                .asInt())
        .isZero();
    assertThat(app.get(MAKER, "/api/v1/sites").body().findValuesAsText("name"))
        .contains("Warehouse")
        .doesNotContain("Dock");
  }
}
