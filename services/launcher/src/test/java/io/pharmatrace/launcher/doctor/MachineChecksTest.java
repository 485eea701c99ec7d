package io.pharmatrace.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineChecksTest {
  @ParameterizedTest
  @CsvSource({
    "v18.20.8, false",
    "v20.18.3, false",
    "v20.19.0, true",
    "v20.20.2, true",
    "v21.7.3, false",
    "v22.11.0, false",
    "v22.12.0, true",
    "v24.0.0, true",
    "v9.1.0, false",
    "nonsense, false"
  })
  void nodeIsNewEnoughForVite(String version, boolean enough) {
    assertThat(MachineChecks.isNewEnough(version)).isEqualTo(enough);
  }
}
