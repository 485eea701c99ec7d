package io.pharmatrace.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void freePortsDifferAndAreFree() {
    List<Integer> ports = Ports.free(5);

    assertThat(ports).doesNotHaveDuplicates().allMatch(Ports::isFree);
  }
}
