package io.pharmatrace.testsupport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServersTest {
  @Test
  void anotherBackEndThanThereAreIsAnErrorAndNotReplaced() {
    assertThatThrownBy(() -> Servers.named("podman"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("processes or containers, not podman");
  }
}
