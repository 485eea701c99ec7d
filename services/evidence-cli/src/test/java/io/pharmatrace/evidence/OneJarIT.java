package io.pharmatrace.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar alone, as an auditor runs it. */
class OneJarIT {
  private static final Path FILES = Path.of("../transparency/src/test/resources/evidence");

  private static int run(String... arguments) throws IOException, InterruptedException {
    return run(List.of(), arguments);
  }

  private static int run(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      Path jar = built.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
      String java = ProcessHandle.current().info().command().orElse("java");
      List<String> command =
          Stream.of(
                  Stream.of(java),
                  options.stream(),
                  Stream.of("-jar", jar.toString(), "verify"),
                  Stream.of(arguments))
              .flatMap(part -> part)
              .toList();
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
  }

  private static String file(String name) {
    return Objects.requireNonNull(FILES.resolve(name).toString());
  }

  @Test
  void itAnswersByItsExitCode() throws IOException, InterruptedException {
    assertThat(run(file("history.json"), "--network", file("network.json"))).isZero();
    assertThat(run(file("event.json"), "--network", file("development-network.json"))).isEqualTo(1);
    assertThat(run(file("unit.json"))).isEqualTo(2);
    assertThat(run("none")).isEqualTo(Main.NO_ANSWER);
  }

  @Test
  void tooLittleMemoryIsNoAnswer(@TempDir Path directory) throws IOException, InterruptedException {
    Path large = Files.writeString(directory.resolve("large"), "\"" + "a".repeat(24 << 20) + "\"");

    assertThat(run(List.of("-Xmx32m"), large.toString())).isEqualTo(Main.NO_ANSWER);
  }
}
