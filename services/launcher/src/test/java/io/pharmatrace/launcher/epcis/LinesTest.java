package io.pharmatrace.launcher.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 65_535, 65_536, 65_537, 200_000})
  void eachLineComesWholeWhateverItsLength(int length) throws IOException {
    List<String> lines = List.of("a".repeat(length), "", "é", "b".repeat(length));
    Lines all =
        new Lines(
            new ByteArrayInputStream(
                (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));

    List<String> read = new ArrayList<>();
    for (InputStream line = all.next(); line != null; line = all.next()) {
      read.add(new String(line.readAllBytes(), StandardCharsets.UTF_8));
    }

    assertThat(read).isEqualTo(lines);
  }
}
