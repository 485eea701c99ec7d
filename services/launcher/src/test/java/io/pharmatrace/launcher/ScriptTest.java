package io.pharmatrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The script {@code ./pharmatrace}, as far as it needs nothing built. */
class ScriptTest {
  private record Result(int code, String output) {}

  @Test
  void helpNamesEveryCommand() throws Exception {
    Result help = run("--help");

    assertThat(help.code()).isZero();
    assertThat(Main.commandLine().getSubcommands().values())
        .filteredOn(command -> !command.getCommandSpec().usageMessage().hidden())
        .allSatisfy(
            command -> assertThat(help.output()).contains("\n  " + command.getCommandName() + " "));
    assertThat(help.output()).contains("\n  test ");
  }

  @Test
  void versionIsTheBuilds() throws Exception {
    assertThat(run("--version"))
        .isEqualTo(new Result(0, "PharmaTrace " + Versions.of("version") + "\n"));
  }

  @Test
  void unknownCommandIsWrongUsage() throws Exception {
    Result result = run("start");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.output()).contains("there is no command 'start'");
  }

  @Test
  void helpOfTestStartsNoTests() throws Exception {
    Result result = run("test", "--help");

    assertThat(result.code()).isZero();
    assertThat(result.output()).startsWith("Usage: ./pharmatrace test");
  }

  private static Result run(String... arguments) throws IOException, InterruptedException {
    // Surefire runs a module's tests in its directory, two below the script's.
    Path script = Path.of("../../pharmatrace").toAbsolutePath().normalize();
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
