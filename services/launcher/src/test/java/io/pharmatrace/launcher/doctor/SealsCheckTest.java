package io.pharmatrace.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pharmatrace.launcher.doctor.Finding.Grade;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealsCheckTest {
  @Test
  void unitsAheadAndConflictsAreNamedWithTheirCures() throws Exception {
    List<Finding> findings =
        of("{\"details\":{\"seals\":{\"details\":{\"ahead\":4,\"conflicts\":2}}}}");

    assertThat(findings).extracting(Finding::grade).containsOnly(Grade.WARNING);
    assertThat(findings.getFirst().what()).contains("4 units are further");
    assertThat(findings.getFirst().cure()).contains("/api/v1/chain/lost-documents");
    assertThat(findings.getLast().what()).contains("2 units");
    assertThat(findings.getLast().cure()).contains("code=seal-conflict");
  }

  @Test
  void noneIsFineAndAnotherRoleSaysNothing() throws Exception {
    assertThat(of("{\"details\":{\"seals\":{\"details\":{\"ahead\":0,\"conflicts\":0}}}}"))
        .extracting(Finding::grade)
        .containsExactly(Grade.OK);
    assertThat(of("{\"details\":{}}")).isEmpty();
  }

  private static List<Finding> of(String health) throws Exception {
    return SealsCheck.of(JsonMapper.builder().build().readTree(health));
  }
}
