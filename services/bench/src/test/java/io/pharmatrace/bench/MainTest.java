package io.pharmatrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  private final StringWriter printed = new StringWriter();

  @ParameterizedTest
  @CsvSource({"nothing, there is no benchmark 'nothing'; there are gs1", "--pairs=6, --pairs is 7"})
  void wrongUsageIsRefusedBeforeAnythingRuns(String argument, String message) {
    assertThat(run(argument)).isEqualTo(2);
    assertThat(printed.toString()).contains(message);
  }

  @Test
  void everyBenchmarkIsNamedByTheHelp() {
    assertThat(run("--help")).isZero();
    assertThat(Benchmarks.names())
        .allSatisfy(name -> assertThat(printed.toString()).contains(name));
  }

  @Test
  void everyMeasureHasBothMethods() {
    assertThat(
            Stream.of(Benchmarks.GS1, Benchmarks.LEAVES, Benchmarks.BUNDLE).flatMap(List::stream))
        .isNotEmpty()
        .allSatisfy(
            measure -> {
              assertThat(measure.holder().getMethod(measure.measured())).isNotNull();
              assertThat(measure.holder().getMethod(measure.baseline())).isNotNull();
            });
  }

  private int run(String... arguments) {
    PrintWriter writer = new PrintWriter(printed, true);
    return Main.commandLine().setOut(writer).setErr(writer).execute(arguments);
  }
}
