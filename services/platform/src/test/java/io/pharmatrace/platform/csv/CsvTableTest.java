package io.pharmatrace.platform.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
  private static List<CsvTable.Row> read(String text, Charset charset) {
    return CsvTable.read(text.getBytes(charset), List.of("gtin"), List.of("name", "size"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gtin,name\n1,\"Größe, \"\"x\"\"\"\n",
        "\uFEFFgtin,name\r\n1,\"Größe, \"\"x\"\"\"\r\n",
        "gtin;name;size\n1;Größe, \"\"x\"\";\n",
        "name;gtin\n\"Größe, \"\"x\"\"\";1",
        " gtin , name \n 1 ,\"Größe, \"\"x\"\"\"",
      })
  void theSameTableInEverySpelling(String text) {
    assertThat(read(text.replace(";Größe, \"\"x\"\"", ";\"Größe, \"\"x\"\"\""), UTF_8))
        .containsExactly(new CsvTable.Row(2, Map.of("gtin", "1", "name", "Größe, \"x\"")));
  }

  @Test
  void rowsAreCountedAsASpreadsheetDoes() {
    assertThat(read("gtin,name\n1,\"two\nlines\"\n\n,\n3\n", UTF_8))
        .extracting(CsvTable.Row::number)
        .containsExactly(2, 5);
  }

  @Test
  void theGuardOfFormulasIsTakenOff() {
    assertThat(read("gtin,name\n1,'=x\n2,'x\n", UTF_8))
        .extracting(row -> row.cells().get("name"))
        .containsExactly("=x", "'x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name,size#1,2|lacks gtin",
        "gtin,gtin#1,2|twice",
        "gtin,colour#1,red|no column 'colour'",
        "gtin#|no row",
        "gtin,name#1,2,3|more cells",
        "gtin,name#1,\"x\"y|quotes",
      })
  void aTableThatIsNoneIsRefusedWithTheReason(String text, String reason) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> read(text.replace('#', '\n'), UTF_8))
        .withMessageContaining(reason)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNUSABLE));
  }

  @Test
  void anEmptyBodyLacksItsHeader() {
    assertThatExceptionOfType(ApiException.class).isThrownBy(() -> read("", UTF_8));
  }

  @Test
  void otherEncodingsAreRefusedAndNotGuessed() {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> read("gtin,name\n1,Größe\n", ISO_8859_1))
        .withMessageContaining("UTF-8");
  }

  @Test
  void moreRowsThanAreTakenAreRefused() {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> read("gtin\n" + "1\n".repeat(CsvTable.MAX_ROWS + 1), UTF_8))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
  }
}
