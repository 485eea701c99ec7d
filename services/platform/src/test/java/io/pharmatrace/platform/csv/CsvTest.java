package io.pharmatrace.platform.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  private record Row(@Nullable String text, int number) {}

  private static final Csv<Row> TABLE =
      Csv.<Row>table().column("text", Row::text).column("number", Row::number);

  private static String written(List<Row> rows) throws IOException {
    return new String(TABLE.stream(last -> last == null ? rows : List.of()).readAllBytes(), UTF_8);
  }

  @Test
  void quotesWhatHoldsSeparatorQuoteOrLineBreak() throws IOException {
    assertThat(written(List.of(new Row("a,b", 1), new Row("say \"x\"\nß", 2), new Row(null, 3))))
        .isEqualTo("text,number\r\n\"a,b\",1\r\n\"say \"\"x\"\"\nß\",2\r\n,3\r\n");
  }

  @Test
  void aSpreadsheetWithAnotherSeparatorBeginsNoCellInsideAText() throws IOException {
    assertThat(written(List.of(new Row("x;=1+1", 1)))).endsWith("\r\n\"x;=1+1\",1\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "''", "'x", "it's", "-"})
  void aTextThatASpreadsheetWouldCalculateIsGuardedAndReadBackAsItWas(String text)
      throws IOException {
    String cell = written(List.of(new Row(text, -5))).lines().skip(1).findFirst().orElseThrow();
    assertThat(cell).endsWith(",-5");
    String written = cell.substring(0, cell.length() - 3).replace("\"", "");
    assertThat(written.startsWith("'")).isEqualTo(!text.equals("it's"));
    assertThat(Csv.plain(written)).isEqualTo(text);
  }

  @Test
  void pagesAreFetchedUntilOneIsEmpty() throws IOException {
    List<Row> all = IntStream.range(0, 25).mapToObj(i -> new Row("r", i)).toList();
    String text =
        new String(
            TABLE.stream(
                    last -> {
                      int from = last == null ? 0 : Objects.requireNonNull(last).number() + 1;
                      return all.subList(from, Math.min(25, from + 10));
                    })
                .readAllBytes(),
            UTF_8);
    assertThat(text.lines()).hasSize(26).endsWith("r,24");
  }
}
