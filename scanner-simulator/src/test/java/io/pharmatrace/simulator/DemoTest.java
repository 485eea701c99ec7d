package io.pharmatrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Sgln;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoTest {
  private final Demo demo = Demo.read();

  @Test
  void everyKindOfParticipantIsThere() {
    assertThat(demo.organisations())
        .extracting(Demo.Organisation::role)
        .containsExactlyInAnyOrder(
            "manufacturer",
            "manufacturer",
            "distributor",
            "distributor",
            "pharmacist",
            "pharmacist",
            "pharmacist",
            "regulator");
  }

  @Test
  void scannersSitesAndUsersAreNamedOnce() {
    List<Demo.Site> sites = demo.organisations().stream().flatMap(o -> o.sites().stream()).toList();
    assertThat(sites).extracting(Demo.Site::gln).doesNotHaveDuplicates();
    assertThat(sites.stream().flatMap(site -> site.readers().stream())).doesNotHaveDuplicates();
    assertThat(demo.organisations().stream().flatMap(o -> o.users().stream()))
        .extracting(Demo.User::username)
        .doesNotHaveDuplicates();
  }

  /** So that a pharmacist can dispense at a place, and recalls of single markets count there. */
  @Test
  void everyPharmacistWorksAtAPlaceOfAKnownCountry() {
    assertThat(demo.organisations().stream().filter(o -> o.role().equals("pharmacist")))
        .allSatisfy(
            o ->
                assertThat(o.users())
                    .isNotEmpty()
                    .allSatisfy(
                        user ->
                            assertThat(o.sites())
                                .extracting(Demo.Site::gln)
                                .contains(user.site())));
    assertThat(demo.organisations().stream().flatMap(o -> o.sites().stream()))
        .extracting(Demo.Site::country)
        .isSubsetOf(Locale.getISOCountries());
  }

  @Test
  void placesAndProductsOfTheGs1UsExampleAreThere() {
    Stream<String> places =
        Stream.of("030001.111111.0", "030001.111121.0", "039999.999999.0", "039999.345678.0")
            .map(place -> Sgln.parse("urn:epc:id:sgln:" + place).orElseThrow().gln().digits());
    Stream<String> known =
        demo.organisations().stream()
            .flatMap(o -> Stream.concat(Stream.of(o.gln()), o.sites().stream().map(Demo.Site::gln)))
            .map(Object::toString);
    assertThat(known).containsAll(places.toList());
    assertThat(demo.products())
        .extracting(Demo.Product::gtin)
        .contains(gtin("030001.0012345"), gtin("030001.1012345"));
  }

  private static Gtin gtin(String item) {
    return Epc.parse("urn:epc:idpat:sgtin:" + item + ".*", Gtin.class).orElseThrow();
  }

  @Test
  void manufacturersMayNumberTheirProducts() {
    for (Demo.Product product : demo.products()) {
      assertThat(demo.organisations())
          .filteredOn(o -> o.gln().equals(product.manufacturer()))
          .singleElement()
          .matches(
              o ->
                  o.companyPrefixes().stream()
                      .anyMatch(p -> product.gtin().digits().startsWith(p, 1)));
    }
  }

  @Test
  void lanesUseKnownScannersAndProducts() {
    Scanners scanners = new Scanners(demo);
    for (Demo.Lane lane : demo.lanes()) {
      Stream.of(lane.line(), lane.casePacker(), lane.dock(), lane.inbound(), lane.outbound())
          .forEach(scanners::site);
      lane.pharmacies().forEach(scanners::site);
      assertThat(demo.products()).extracting(Demo.Product::gtin).contains(lane.pack());
    }
  }
}
