package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.process.ProcessFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnvilTest {
  @TempDir Path project;

  @Test
  void missingProgramIsReportedWithTheCommandThatFetchesIt() {
    assertThatThrownBy(() -> Anvil.find(project, Map.of()))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("npm ci --prefix contracts");
  }

  @Test
  void variableWinsOverTheProject() throws IOException {
    Path named = Files.createFile(project.resolve("my-anvil"));
    assertThat(named.toFile().setExecutable(true)).isTrue();

    assertThat(Anvil.find(project, Map.of("ANVIL", named.toString()))).isEqualTo(named);
  }

  @Test
  void variableThatNamesNoProgramIsAnErrorAndNotPassedOver() {
    assertThatThrownBy(() -> Anvil.find(project, Map.of("ANVIL", "/nowhere/anvil")))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("/nowhere/anvil");
  }
}
