package io.pharmatrace.platform.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyRowsTest {
  private static List<Row> read(String body, boolean isCsv, List<String> optional) {
    List<Row> rows = new ArrayList<>();
    BodyRows.read(body.getBytes(UTF_8), isCsv, List.of("gtin"), optional, 3, rows::add);
    return rows;
  }

  @Test
  void aTableAndJsonSayTheSame() {
    List<Row> table = read("gtin,name\n1,a\n2,\n", true, List.of("name"));
    List<Row> json =
        read(
            "[{\"gtin\":\"1\",\"name\":\"a\"},{\"name\":null,\"gtin\":\"2\"}]",
            false,
            List.of("name"));
    assertThat(table).extracting(Row::cells).isEqualTo(json.stream().map(Row::cells).toList());
    assertThat(table).extracting(Row::number).containsExactly(2, 3);
    assertThat(json).extracting(Row::number).containsExactly(1, 2);
  }

  @Test
  void whereThereIsOneColumnATextIsAnItem() {
    assertThat(read("[\"1\",{\"gtin\":\"2\"}]", false, List.of()))
        .containsExactly(new Row(1, Map.of("gtin", "1")), new Row(2, Map.of("gtin", "2")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|content-unusable",
        "''|content-unusable",
        "{}|content-unusable",
        "[|content-unusable",
        "['1']|content-unusable",
        "[{'gtin':1}]|content-unusable",
        "[{'gtin':'1','gtin':'2'}]|content-unusable",
        "[{'gtin':'1','colour':'red'}]|content-unusable",
        "[{'gtin':'1'}] []|content-unusable",
        "[{'gtin':'1'},{},{},{}]|request-too-large"
      },
      quoteCharacter = '~')
  void otherJsonIsRefused(String body, String code) {
    ApiException refused =
        catchThrowableOfType(
            ApiException.class, () -> read(body.replace('\'', '"'), false, List.of("name")));
    assertThat(refused.code().code()).isEqualTo(code);
  }

  @Test
  void aTableMayHaveSoManyRowsAndNoMore() {
    assertThat(read("gtin\n1\n2\n3\n", true, List.of())).hasSize(3);
    ApiException refused =
        catchThrowableOfType(ApiException.class, () -> read("gtin\n1\n2\n3\n4\n", true, List.of()));
    assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
  }
}
