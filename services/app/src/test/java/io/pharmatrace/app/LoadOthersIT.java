package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches, organisations, sites, readers and users are loaded; what is no table is not. */
class LoadOthersIT extends LoadTest {
  @Test
  void batchesAreCheckedAsSingleOnesAre() {
    String gtin = gtin(740);
    load(MAKER, "/api/v1/products", "gtin,name\n" + gtin + ",Name\n");
    String table = "gtin,lot,expiry\n%s,A,2031-01-31\n";
    load(MAKER, "/api/v1/batches", table.formatted(gtin));
    JsonNode job =
        load(
            MAKER,
            "/api/v1/batches",
            (table
                    + "%s,A,2031-02-28\n%s,B,31.01.2031\n%s,C,2031-02-30\n%s,D E,2031-01-31\n%s,F,2031-01-31\n")
                .formatted(gtin, gtin, gtin, gtin, gtin, gtin(799)));
    assertThat(refusals(job))
        .containsExactly(
            "3 - conflict",
            "4 expiry value-invalid",
            "5 expiry value-invalid",
            "6 lot value-invalid",
            "7 gtin not-found");
    assertThat(
            refusals(
                load(MAKER, "/api/v1/batches", "gtin,lot,expiry\n" + gtin + ",A,2031-02-28\n")))
        .containsExactly("2 expiry conflict");
  }

  @Test
  void anAdministratorLoadsOrganisationsSitesReadersAndUsers() {
    String gln = "9521106000011";
    String site = "9521106000028";
    assertThat(
            refusals(
                load(
                    "admin",
                    "/api/v1/organisations",
                    """
                    gln,name,role,companyPrefixes
                    %s,New maker,manufacturer,9521106|9521107
                    %s,Maker,distributor,
                    9521106000012,Wrong,pharmacist,
                    %s,Nobody,administrator,
                    """
                        .formatted(gln, MAKER_GLN, site))))
        .containsExactly("3 role conflict", "4 gln value-invalid", "5 role value-invalid");
    assertThat(
            refusals(
                load(
                    "admin",
                    "/api/v1/sites",
                    """
                    gln,organisation,name,country
                    %s,%s,Plant,DE
                    %s,%s,Not theirs,
                    9521106000035,,Whose?,
                    9521106000042,%s,Nowhere,ZZZ
                    """
                        .formatted(site, gln, PHARMACY_GLN, gln, gln))))
        .containsExactly(
            "3 organisation conflict", "4 organisation value-invalid", "5 country value-invalid");
    assertThat(
            refusals(
                load(
                    "admin",
                    "/api/v1/readers",
                    "id,site\nloaded-reader," + site + "\nlost-reader,9521106000059\n")))
        .containsExactly("3 site conflict");
    assertThat(
            refusals(
                load(
                    "admin",
                    "/api/v1/users",
                    """
                    username,name,organisation,role,site
                    loaded-user,Loaded,%s,manufacturer,%s
                    admin,Me,%s,manufacturer,
                    wrong-role,Wrong,%s,regulator,
                    """
                        .formatted(gln, site, gln, gln))))
        .containsExactly("3 username conflict", "4 - conflict");
    assertThat(app.get("admin", "/api/v1/sites?after=" + gln + "&limit=1").body().get(0).toString())
        .isEqualTo(
            "{\"gln\":\"%s\",\"organisation\":\"%s\",\"name\":\"Plant\",\"country\":\"DE\",\"standing\":\"active\"}"
                .formatted(site, gln));
    Answers.assertProblem(
        app.post(
            null,
            "/api/v1/login",
            "application/json",
            "{\"username\":\"loaded-user\",\"password\":\"nobody\"}"),
        ErrorCode.LOGIN_FAILED);
  }

  @Test
  void aTableThatIsNoneIsRefusedAtOnceAndSoIsOneWithPasswords() {
    for (String table :
        List.of(
            "", "gtin\n", "gtin,name\n", "gtin,name,colour\n1,2,3\n", "gtin,name\n\"1\"2,3\n")) {
      Answers.assertProblem(
          app.post(MAKER, "/api/v1/products", CSV, table),
          table.isEmpty() ? ErrorCode.BAD_REQUEST : ErrorCode.UNUSABLE);
    }
    Answers.assertProblem(
        app.post(
            "admin",
            "/api/v1/users",
            CSV,
            "username,name,organisation,role,password\na,b," + MAKER_GLN + ",manufacturer,c\n"),
        ErrorCode.UNUSABLE);
    Answers.assertProblem(
        app.post(MAKER, "/api/v1/products", CSV, "gtin,name\n1," + "x".repeat(9 << 20) + "\n"),
        ErrorCode.TOO_LARGE);
    Answers.assertProblem(
        app.post(MAKER, "/api/v1/products", "application/json", "{\"type\":\"None\"}"),
        ErrorCode.UNUSABLE);
  }
}
