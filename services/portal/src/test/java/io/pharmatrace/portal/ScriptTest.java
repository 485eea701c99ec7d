package io.pharmatrace.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Runs the scripts' own tests, {@code src/test/js}, with Node. */
class ScriptTest {
  @Test
  void scriptsPassTheirTests() throws IOException, InterruptedException {
    assumeTrue(nodeIsInstalled(), "Node is not installed; the build goes on without it");

    Process node =
        new ProcessBuilder("node", "--test", "--test-reporter=tap", "src/test/js/format.test.mjs")
            .redirectErrorStream(true)
            .start();
    String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(node.waitFor()).as(output).isZero();
    assertThat(output).contains("# pass").doesNotContain("# pass 0");
  }

  private static boolean nodeIsInstalled() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "node")));
  }
}
