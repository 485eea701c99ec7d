package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever kept events or bytes could not do this: the heap holds a fifth of the document. */
class ConstantMemoryTest {
  private static final String HEAP = "-Xmx40m";

  @ParameterizedTest
  @CsvSource({"JSON_LD_2_0, XML_2_0", "XML_1_2, JSON_LD_2_0"})
  @Feature(
      standard = Standard.EPCIS,
      section = "8",
      name = "100,000 events and 200 MB, read, hashed and converted in constant memory")
  void largeDocumentNeedsNoMoreMemoryThanASmallOne(Syntax from, Syntax to)
      throws IOException, InterruptedException {
    List<String> counts = List.of(output(LargeDocument.class, from.name(), to.name()).split(" "));
    assertThat(counts.getFirst()).isEqualTo("100000");
    assertThat(Long.parseLong(counts.getLast())).isGreaterThan(200_000_000);
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "8",
      name = "Limits of size, depth, number of events and values")
  void onePieceOf64MegabytesIsAProblemInASmallHeap() throws IOException, InterruptedException {
    assertThat(output(LongPieces.class).lines()).containsExactlyElementsOf(LongPieces.expected());
  }

  private static String output(Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName()));
    command.addAll(List.of(arguments));
    Process running = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(running.waitFor()).as(output).isZero();
    return output;
  }
}
