package io.pharmatrace.besu.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ForkCheckTest {
  @Test
  void looksForTheRulesThatTheContractsAreCompiledFor() throws IOException {
    assertThat(Files.readString(Path.of("../contracts/foundry.toml")))
        .contains("evm_version = \"cancun\"");
  }
}
