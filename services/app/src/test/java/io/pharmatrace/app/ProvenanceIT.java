package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** One answer has state, custody and provenance together, each as far as the asker may know. */
class ProvenanceIT extends AlertTest {
  private static JsonNode provenance(String who, String serial) {
    return verify(who, serial, "").body().path("provenance");
  }

  @Test
  void theVerdictSaysTheStateOfProductBatchAndPackAndWhoMadeAndHasIt() {
    pack("WHOLE");
    JsonNode verdict = verify(MAKER, "WHOLE", "").body();
    for (String level : new String[] {"product", "batch", "pack"}) {
      assertThat(verdict.path(level).path("state").asText()).as(level).isEqualTo("Active");
    }
    assertThat(verdict.path("custody").path("relation").asText()).isEqualTo("you");
    JsonNode provenance = verdict.path("provenance");
    assertThat(provenance.path("manufacturer").path("gln").asText()).isEqualTo(MAKER_GLN);
    assertThat(provenance.path("manufacturer").path("name").asText()).isNotBlank();
    assertThat(provenance.path("latest").path("step").asText()).isEqualTo("commissioning");
    assertThat(provenance.path("latest").path("time").asText())
        .isEqualTo(yesterday.minusDays(1).toInstant().toString());
  }

  @Test
  void whatHappenedLastIsToldToSenderReceiverAndRegulatorsAndToNobodyElse() {
    shipped("ON-ITS-WAY", yesterday);
    for (String who : new String[] {MAKER, OUTSIDER, REGULATOR}) {
      assertThat(provenance(who, "ON-ITS-WAY").path("latest").path("step").asText())
          .as(who)
          .isEqualTo("shipping");
    }
    assertThat(provenance(PHARMACY, "ON-ITS-WAY").has("latest")).isFalse();
    assertThat(provenance(PHARMACY, "ON-ITS-WAY").path("manufacturer").path("gln").asText())
        .isEqualTo(MAKER_GLN);
  }

  @Test
  void whatIsNotOnRecordComesFromNowhere() {
    assertThat(verify(PHARMACY, "FROM-NOWHERE", "").body().has("provenance")).isFalse();
  }
}
