package io.pharmatrace.launcher.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.besu.SeenValidator;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValidatorsCommandTest {
  private static final String ADDRESS = "0x" + "ab".repeat(20);

  @Test
  void validatorOfThisHomeHasNameBlockAndPeers() {
    assertThat(
            ValidatorsCommand.line(
                new SeenValidator(
                    ADDRESS, Optional.of("validator-2"), true, Optional.of(17L), Optional.of(3L))))
        .contains(ADDRESS, "validator-2", "proposed block 17", "3 peers")
        .doesNotContain("no validator");
  }

  @Test
  void validatorElsewhereAndNodeThatIsNoneSaySo() {
    assertThat(
            ValidatorsCommand.line(
                new SeenValidator(
                    ADDRESS, Optional.empty(), true, Optional.empty(), Optional.empty())))
        .contains("elsewhere", "proposed nothing")
        .doesNotContain("answer");
    assertThat(
            ValidatorsCommand.line(
                new SeenValidator(
                    ADDRESS,
                    Optional.of("validator-5"),
                    false,
                    Optional.empty(),
                    Optional.empty())))
        .contains("does not answer", "is no validator", "chain add");
  }
}
