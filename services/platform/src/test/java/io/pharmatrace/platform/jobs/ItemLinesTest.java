package io.pharmatrace.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.jobs.ItemLines.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemLinesTest {
  private static byte[] written() {
    ItemLines.Writer writer = new ItemLines.Writer();
    writer.add(2, List.of("a", "ü\\n"));
    writer.add(4, Arrays.asList(null, ""));
    writer.add(7, List.of(" ", "z"));
    return writer.bytes();
  }

  private static final List<Item> ITEMS =
      List.of(
          new Item(2, List.of("a", "ü\\n")),
          new Item(4, List.of("", "")),
          new Item(7, List.of(" ", "z")));

  @Test
  void whatWasWrittenIsReadInPortionsFromFrontToBack() {
    ItemLines lines = new ItemLines(written());
    assertThat(lines.count()).isEqualTo(3);
    List<Item> read = new ArrayList<>(lines.read(0, 2));
    read.addAll(lines.read(2, 2));
    assertThat(read).isEqualTo(ITEMS);
    assertThat(lines.read(3, 2)).isEmpty();
  }

  @Test
  void readingMayBeginInTheMiddleAndBeRepeated() {
    ItemLines lines = new ItemLines(written());
    assertThat(lines.read(1, 1)).isEqualTo(ITEMS.subList(1, 2));
    assertThat(lines.read(1, 5)).isEqualTo(ITEMS.subList(1, 3));
    assertThat(lines.read(0, 5)).isEqualTo(ITEMS);
  }

  @Test
  void noItemsAreNoLines() {
    ItemLines lines = new ItemLines(new ItemLines.Writer().bytes());
    assertThat(lines.count()).isZero();
    assertThat(lines.read(0, 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb", "a\nb", "a\rb", "\0", "\u0085"})
  void whatWouldBreakALineIsRefused(String cell) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> new ItemLines.Writer().add(3, List.of(cell)))
        .withMessageContaining("3");
  }
}
