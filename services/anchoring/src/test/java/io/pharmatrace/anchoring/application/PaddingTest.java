package io.pharmatrace.anchoring.application;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {
  @ParameterizedTest
  @CsvSource({"1, 8", "0, 8", "16, -1", "16, 257"})
  void aSizeThatCannotHideAnythingIsRefused(int entries, int closures) {
    assertThatThrownBy(() -> new Padding(true, 100_000, entries, closures))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("padded-entries is at least 2");
  }
}
