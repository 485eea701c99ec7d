package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products are loaded in bulk; each row by the rules of the single PUT. */
class LoadIT extends LoadTest {
  @ParameterizedTest
  @ValueSource(strings = {"plain", "byte order mark", "semicolons"})
  void aTableIsReadInEachSpellingOfSpreadsheets(String spelling) {
    String gtin = gtin(700 + spelling.length());
    String table =
        "gtin,name,form,strength,packSize,holder,markets\r\n"
            + gtin.substring(1)
            + ",\"Größe \"\"X\"\"\",tablet,5 mg,20,Holder AG,DE:04150123|FR\r\n";
    String sent =
        switch (spelling) {
          case "byte order mark" -> "\uFEFF" + table;
          case "semicolons" -> table.replace(',', ';');
          default -> table;
        };
    assertThat(load(MAKER, "/api/v1/products", sent).get("refused").asInt()).isZero();
    JsonNode product = product(gtin).get(0);
    assertThat(product.get("name").asText()).isEqualTo("Größe \"X\"");
    assertThat(product.get("holder").asText()).isEqualTo("Holder AG");
    assertThat(product.get("markets").toString())
        .isEqualTo("[{\"country\":\"DE\",\"nationalCode\":\"04150123\"},{\"country\":\"FR\"}]");
  }

  @Test
  void aRowThatIsWrongIsToldWithRowColumnAndCodeAndTheOthersAreKept() {
    String good = gtin(710);
    JsonNode job =
        load(
            MAKER,
            "/api/v1/products",
            """
            gtin,name,level,markets,manufacturer
            %s,Good,PACK,DE,
            09521101007777,Wrong check digit,,,
            %s,,,,
            %s,Level,BOX,,
            %s,Country,,XX,
            %s,Twice,,DE|DE,
            %s,Of another prefix,,,
            %s,Of another maker,,,%s
            """
                .formatted(
                    good,
                    gtin(711),
                    gtin(712),
                    gtin(713),
                    gtin(714),
                    "04006381333931",
                    gtin(715),
                    WHOLESALER_GLN));
    assertThat(refusals(job))
        .containsExactly(
            "3 gtin value-invalid",
            "4 name value-invalid",
            "5 level value-invalid",
            "6 markets value-invalid",
            "7 markets value-invalid",
            "8 gtin content-unusable",
            "9 manufacturer not-found");
    assertThat(job.get("total").asInt()).isEqualTo(8);
    assertThat(job.get("refused").asInt()).isEqualTo(7);
    assertThat(job.get("errors").findValuesAsText("detail")).noneMatch(String::isBlank);
    assertThat(product(good).get(0).get("name").asText()).isEqualTo("Good");
    Answers.assertProblem(
        app.get(MAKER, "/api/v1/products/" + gtin(711) + "/versions"), ErrorCode.NOT_FOUND);
  }

  @Test
  void theSameAgainChangesNothingAndAnEmptyCellLeavesWhatIsOnRecord() {
    String gtin = gtin(720);
    String row = gtin + ",Name,tablet,DE\n";
    String table = "gtin,name,form,markets\n" + row;
    load(MAKER, "/api/v1/products", table + row);
    assertThat(load(MAKER, "/api/v1/products", table).get("refused").asInt()).isZero();
    load(MAKER, "/api/v1/products", "gtin,name,strength\n" + gtin + ",,\n");
    assertThat(product(gtin)).hasSize(1);
    load(MAKER, "/api/v1/products", "gtin,name,strength\n" + gtin + ",,5 mg\n");
    assertThat(product(gtin)).hasSize(2);
    assertThat(product(gtin).get(0).get("form").asText()).isEqualTo("tablet");
    assertThat(product(gtin).get(0).get("markets")).hasSize(1);
  }

  @Test
  void ofTwoRowsThatContradictEachOtherTheFirstCounts() {
    String gtin = gtin(721);
    JsonNode job =
        load(
            MAKER,
            "/api/v1/products",
            "gtin,name\n%s,First\n%s,Second\n".formatted(gtin, gtin.substring(1)));
    assertThat(refusals(job)).containsExactly("3 - conflict");
    assertThat(product(gtin).findValuesAsText("name")).containsExactly("First");
  }

  @Test
  void aDryRunTellsEverythingAndStoresNothing() {
    String gtin = gtin(730);
    JsonNode job =
        load(MAKER, "/api/v1/products?dryRun=true", "gtin,name\n" + gtin + ",Name\n1,Other\n");
    assertThat(refusals(job)).containsExactly("3 gtin value-invalid");
    Answers.assertProblem(
        app.get(MAKER, "/api/v1/products/" + gtin + "/versions"), ErrorCode.NOT_FOUND);
  }

  @Test
  void tenThousandProductsWithABatchEach() {
    List<String> gtins = IntStream.range(10_000, 20_000).mapToObj(LoadIT::gtin).toList();
    JsonNode products =
        load(
            MAKER,
            "/api/v1/products",
            gtins.stream()
                .map(gtin -> gtin + ",Name of " + gtin)
                .collect(Collectors.joining("\n", "gtin,name\n", "\n")));
    assertThat(products.get("done").asInt()).isEqualTo(10_000);
    assertThat(products.get("refused").asInt()).isZero();
    JsonNode batches =
        load(
            MAKER,
            "/api/v1/batches",
            gtins.stream()
                .map(gtin -> gtin + ";L1;2031-01-31")
                .collect(Collectors.joining("\n", "gtin;lot;expiry\n", "\n")));
    assertThat(batches.get("refused").asInt()).isZero();
    assertThat(product(gtins.getLast()).get(0).get("name").asText())
        .isEqualTo("Name of " + gtins.getLast());
    assertThat(app.get(MAKER, "/api/v1/products/" + gtins.getLast() + "/batches").body())
        .hasSize(1);
  }
}
