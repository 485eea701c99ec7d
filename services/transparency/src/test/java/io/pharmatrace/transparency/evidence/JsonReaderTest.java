package io.pharmatrace.transparency.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "0",
        "9007199254740991",
        "\"\"",
        "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f/\u007f\u00e9\ud83d\ude00\"",
        "{\"\":[],\"a\":{\"b\":1},\"ab\":[1,2,\"x\"]}",
        "{\"\u00f6\":1,\"\u20ac\":2,\"\ud83d\ude00\":3,\"\ufb33\":4}"
      })
  void theCanonicalFormIsReadAndWrittenAlike(String text) throws MalformedException {
    assertThat(JsonReader.read(text.getBytes(StandardCharsets.UTF_8)).write()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " {}",
        "{} ",
        "{}\n",
        "{}{}",
        "[1,]",
        "[,1]",
        "[1 ,2]",
        "{\"a\":1,}",
        "{\"a\" :1}",
        "{\"a\":1,\"a\":1}",
        "{\"b\":1,\"a\":1}",
        "{a:1}",
        "01",
        "-1",
        "-0",
        "1.0",
        "1e3",
        "9007199254740992",
        "99999999999999999999",
        "null",
        "true",
        "\"\n\"",
        "\"\\/\"",
        "\"\\u0041\"",
        "\"\\u001F\"",
        "\"\\u0020\"",
        "\"\\u00g0\"",
        "\"\\u000g\"",
        "\"\\u000a\"",
        "\"\\ud83d\\ude00\"",
        "\"\\",
        "\"\\u00",
        "\"a",
        "[",
        "{\"a\""
      })
  void anyOtherFormIsRefused(String text) {
    assertThatThrownBy(() -> JsonReader.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    for (byte[] bytes :
        new byte[][] {{'"', (byte) 0xff, '"'}, {'"', (byte) 0xc0, (byte) 0x80, '"'}}) {
      assertThatThrownBy(() -> JsonReader.read(bytes)).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void nestingIsBounded() throws MalformedException {
    int most = JsonReader.MAX_DEPTH + 1;
    assertThat(read(most).write()).hasSize(2 * most);
    assertThatThrownBy(() -> read(most + 1)).isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> read(1_000_000)).isInstanceOf(MalformedException.class);
  }

  @Test
  void theNumberOfValuesIsBounded() throws MalformedException {
    assertThat(zeros(JsonReader.MAX_VALUES - 1).write()).hasSize(2 * JsonReader.MAX_VALUES - 1);
    assertThatThrownBy(() -> zeros(JsonReader.MAX_VALUES))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("more than 2000000 values");
  }

  private static Json zeros(int number) throws MalformedException {
    return JsonReader.read(("[" + "0,".repeat(number - 1) + "0]").getBytes(StandardCharsets.UTF_8));
  }

  /** A second's work at most, where it once was minutes; nothing is measured here. */
  @Test
  void aMillionEscapesAreReadAndWritten() throws MalformedException {
    String text = "\"" + "\\u001f".repeat(1_000_000) + "\"";

    assertThat(JsonReader.read(text.getBytes(StandardCharsets.UTF_8)).write()).isEqualTo(text);
  }

  private static Json read(int depth) throws MalformedException {
    return JsonReader.read(
        ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.UTF_8));
  }
}
