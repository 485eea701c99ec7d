package io.pharmatrace.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pharmatrace.launcher.doctor.Finding.Grade;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentCheckTest {
  @Test
  void lostDocumentsAreNamedWithTheCure() throws Exception {
    Finding finding = of("{\"details\":{\"anchoring\":{\"details\":{\"documentsLost\":3}}}}").get();

    assertThat(finding.grade()).isEqualTo(Grade.WARNING);
    assertThat(finding.what()).contains("3 entries came back");
    assertThat(finding.cure()).contains("/api/v1/chain/lost-documents");
  }

  @Test
  void noneIsFineAndAnotherRoleSaysNothing() throws Exception {
    assertThat(
            of("{\"details\":{\"anchoring\":{\"details\":{\"documentsLost\":0}}}}").get().grade())
        .isEqualTo(Grade.OK);
    assertThat(of("{\"details\":{}}")).isEmpty();
  }

  private static Optional<Finding> of(String health) throws Exception {
    return DocumentCheck.of(JsonMapper.builder().build().readTree(health));
  }
}
