package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who and what is registered: lists of administration. */
class DirectoryIT extends SupplyChainTest {
  private static String csv(String who, String path) {
    return app.send(who, "GET", path, null, null, Map.of("Accept", "text/csv")).raw().body();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/organisations, gln, 5",
    "/api/v1/sites, gln, 5",
    "/api/v1/readers, id, 5",
    "/api/v1/users, username, 6",
  })
  void anAdministratorSeesAllAndAnOrganisationItsOwn(String path, String key, int count) {
    JsonNode all = app.get("admin", path).body();
    assertThat(all.findValuesAsText(key)).hasSize(count).isSorted();
    assertThat(app.get(MAKER, path).body())
        .singleElement()
        .satisfies(own -> assertThat(own.toString()).contains(MAKER));
    JsonNode second =
        app.get("admin", path + "?limit=1&after=" + all.get(0).get(key).asText()).body();
    assertThat(second).containsExactly(all.get(1));
    assertThat(csv("admin", path).lines()).hasSize(count + 1);
    assertThat(csv(MAKER, path).lines()).hasSize(2);
  }

  @Test
  void whatIsRetiredStaysInTheListsAndIsFoundByItsStanding() {
    String standing = "{\"standing\":\"retired\",\"reason\":\"for the test\"}";
    assertThat(app.put("admin", "/api/v1/standings/reader/outsider-reader", standing).status())
        .isEqualTo(204);
    assertThat(app.get(OUTSIDER, "/api/v1/readers").body().findValuesAsText("standing"))
        .containsExactly("retired");
    assertThat(app.get("admin", "/api/v1/readers?standing=retired").body().findValuesAsText("id"))
        .containsExactly("outsider-reader");
    assertThat(app.get(OUTSIDER, "/api/v1/readers?standing=active").body()).isEmpty();
    Answers.assertProblem(
        app.get("admin", "/api/v1/readers?standing=gone"), ErrorCode.INVALID_VALUE);
  }

  @Test
  void noListShowsASecret() {
    app.post("admin", "/api/v1/readers/pharmacy-reader/keys", "application/json", "{}");
    for (String path : List.of("/api/v1/users", "/api/v1/readers")) {
      assertThat(app.get("admin", path).raw().body() + csv("admin", path))
          .doesNotContainIgnoringCase("hash")
          .doesNotContainIgnoringCase("password")
          .doesNotContain("210000:")
          .doesNotContain("ptk_");
    }
  }

  @Test
  void aDeviceSeesNoUsers() {
    String key =
        app.post("admin", "/api/v1/readers/pharmacy-reader/keys", "application/json", "{}")
            .body()
            .get("key")
            .asText();
    Answers.assertProblem(
        app.send(null, "GET", "/api/v1/users", null, null, Map.of("X-Api-Key", key)),
        ErrorCode.FORBIDDEN);
    assertThat(app.get(PHARMACY, "/api/v1/users").body().findValuesAsText("username"))
        .containsExactly(PHARMACY);
  }

  @Test
  void anOrganisationIsListedWithItsCompanyPrefixes() {
    assertThat(csv(MAKER, "/api/v1/organisations"))
        .isEqualTo(
            "gln,name,role,companyPrefixes,standing\r\n%s,maker,manufacturer,9521101,active\r\n"
                .formatted(MAKER_GLN));
  }
}
