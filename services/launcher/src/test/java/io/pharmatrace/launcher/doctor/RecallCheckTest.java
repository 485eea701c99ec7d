package io.pharmatrace.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pharmatrace.launcher.doctor.Finding.Grade;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecallCheckTest {
  private static final String SAME =
      "'block':7,'declared':2,'missing':[],'missingCount':0,'unknown':[],'unknownCount':0";

  @Test
  void theSameOnBothSidesIsFine() throws Exception {
    Finding finding = finding(SAME);

    assertThat(finding.grade()).isEqualTo(Grade.OK);
    assertThat(finding.what()).contains("2 on the chain by block 7");
  }

  @Test
  void aRecallThatTheChainRefusesIsNamedWithTheReason() throws Exception {
    Finding finding =
        finding(
            SAME.replace(
                "'missing':[],'missingCount':0",
                "'missing':['GTIN 09521101000009 batch A1 (NotEntitled)'],'missingCount':1"));

    assertThat(finding.grade()).isEqualTo(Grade.PROBLEM);
    assertThat(finding.what())
        .contains("1 in force are not on the chain")
        .contains("GTIN 09521101000009 batch A1 (NotEntitled)");
    assertThat(finding.cure()).contains("company prefix").doesNotContain("POST");
  }

  @Test
  void aRecallThatOnlyTheChainHasIsNamed() throws Exception {
    Finding finding =
        finding(
            SAME.replace(
                "'unknown':[],'unknownCount':0",
                "'unknown':['GTIN 09521101000009 in FR (block 3)'],'unknownCount':9"));

    assertThat(finding.grade()).isEqualTo(Grade.PROBLEM);
    assertThat(finding.what()).contains("GTIN 09521101000009 in FR (block 3) and others");
    assertThat(finding.cure()).contains("POST /api/v1/recalls").doesNotContain("NotEntitled");
  }

  @Test
  void beforeTheChainWasReadNothingIsJudged() throws Exception {
    assertThat(finding(SAME.replace("'block':7", "'block':0")).grade()).isEqualTo(Grade.WARNING);
  }

  @Test
  void aProcessWithoutAnchoringIsNotJudged() throws Exception {
    assertThat(RecallCheck.of(JsonMapper.builder().build().readTree("{\"status\":\"UP\"}")))
        .isEmpty();
  }

  private static Finding finding(String details) throws JsonProcessingException {
    String health = "{'details':{'recallBoard':{'status':'UP','details':{%s}}}}".formatted(details);
    return Optional.of(JsonMapper.builder().build().readTree(health.replace('\'', '"')))
        .flatMap(RecallCheck::of)
        .orElseThrow();
  }
}
