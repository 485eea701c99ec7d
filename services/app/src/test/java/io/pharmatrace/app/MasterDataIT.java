package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.encoded;
import static io.pharmatrace.app.EpcisEvents.pack;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.io.IOException;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Queries on master data. The maker makes M1, says nearly everything of the event, and ships M1 to
 * the wholesaler, who receives it. Both have captured master data of their own.
 */
@Feature(
    standard = Standard.EPCIS,
    section = "8.2.7.1",
    name = "SimpleEventQuery: master data (WD_, HASATTR_, EQATTR_)")
class MasterDataIT extends SupplyChainTest {

  private static EpcisEvents epcis;

  @BeforeAll
  static void play() {
    epcis = new EpcisEvents(app);
    MasterDataDocuments.capture(app, epcis);
  }

  /** The hours of the events of the first day that somebody finds, in order. */
  private static List<Integer> hours(String who, String query) {
    int equals = query.indexOf('=');
    return epcis
        .events(
            who,
            "/epcis/v2/events?orderBy=eventTime&orderDirection=ASC"
                + "&LT_eventTime=2026-11-21T00:00:00Z&%s=%s"
                    .formatted(
                        encoded(query.substring(0, equals)), encoded(query.substring(equals + 1))))
        .stream()
        .map(e -> Integer.parseInt(e.get("eventTime").asText().substring(11, 13)))
        .toList();
  }

  private static List<Integer> ints(@Nullable String text) {
    return text == null
        ? List.of()
        : List.of(text.split(" ")).stream().map(Integer::valueOf).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "HASATTR_readPoint=urn:epcglobal:cbv:mda#name; 8 9",
        "HASATTR_readPoint=cbvmda:name|urn:own:mda#none; 8 9",
        "HASATTR_readPoint=urn:own:mda#address; 8 9",
        "HASATTR_readPoint=urn:own:mda#owner; 8 9",
        "HASATTR_readPoint=urn:epcglobal:cbv:mda:sst; ",
        "HASATTR_bizLocation=urn:epcglobal:cbv:mda:sst; 8",
        "HASATTR_bizLocation=cbvmda:name; ",
        "EQATTR_readPoint_cbvmda:name=Plant; 8 9",
        "EQATTR_readPoint_cbvmda:name=plant; ",
        "EQATTR_readPoint_cbvmda:name=Shop; ",
        "EQATTR_bizLocation_cbvmda:sst=202; 8",
        "EQATTR_bizLocation_cbvmda:sst=7|201; 8",
        "EQATTR_epcClass_cbvmda:dosageFormType=PILL; 8",
        "EQATTR_epcClass_cbvmda:dosageFormType=GEL; ",
        "EQATTR_bizStep_urn:own:mda#phase=first; 8",
        "EQATTR_disposition_urn:own:mda#phase=1.50; 8",
        "HASATTR_source=urn:own:mda#role; 8",
        "HASATTR_destination=urn:own:mda#role; 8",
        "EQATTR_destination_urn:own:mda#role=seller; ",
        "HASATTR_bizTransaction=urn:own:mda#rush; 8",
        "EQATTR_https://ns.example/epcis#tool_urn:own:mda#wear=low; 8",
        "WD_readPoint=https://id.gs1.org/414/9521101000016; 8 9",
        "WD_readPoint=urn:own:region; 8 9",
        "WD_readPoint=urn:own:nowhere|urn:own:country; 8 9",
        "WD_readPoint=urn:own:floor; ",
        "WD_bizLocation=urn:own:floor; 8",
        "WD_bizLocation=urn:own:region; ",
        "WD_bizLocation=https://id.gs1.org/414/9521101000016; 8",
        "WD_bizLocation=https://id.gs1.org/414/9521101000016/254/L7; 8",
        "WD_bizLocation=https://id.gs1.org/414/9521101000016/254/L; ",
      })
  void whoCapturedMasterDataIsAnsweredFromIt(String query, @Nullable String expected) {
    assertThat(hours(MAKER, query)).isEqualTo(ints(expected));
  }

  @Test
  void aPartnerIsNotAnsweredFromTheMasterDataOfTheAuthor() {
    assertThat(hours(WHOLESALER, "EQ_bizStep=commissioning|shipping|receiving"))
        .containsExactly(8, 9, 10);
    for (String query :
        List.of(
            "EQATTR_readPoint_cbvmda:name=Plant",
            "HASATTR_readPoint=urn:own:mda#owner",
            "HASATTR_bizLocation=cbvmda:sst",
            "HASATTR_bizStep=urn:own:mda#phase",
            "WD_readPoint=urn:own:region",
            "WD_bizLocation=urn:own:floor")) {
      assertThat(hours(WHOLESALER, query)).as(query).isEmpty();
      assertThat(hours(PHARMACY, query)).as(query).isEmpty();
      assertThat(hours(OUTSIDER, query)).as(query).isEmpty();
    }
  }

  @Test
  void aPartnerIsAnsweredFromItsOwn() {
    assertThat(hours(WHOLESALER, "HASATTR_readPoint=cbvmda:name")).containsExactly(10);
    assertThat(hours(WHOLESALER, "EQATTR_readPoint_urn:own:mda#rating=good")).containsExactly(8, 9);
    assertThat(hours(MAKER, "EQATTR_readPoint_urn:own:mda#rating=good")).isEmpty();
    // The maker sees that its pack was received, but knows no name of that place.
    assertThat(hours(MAKER, "EQ_bizStep=receiving")).containsExactly(10);
    assertThat(hours(MAKER, "HASATTR_readPoint=cbvmda:name")).containsExactly(8, 9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "HASATTR_readPoint=cbvmda:name; 8 9 10",
        "EQATTR_readPoint_cbvmda:name=Plant; 8 9",
        "EQATTR_readPoint_cbvmda:name=Shop; 10",
        "EQATTR_readPoint_urn:own:mda#rating=good; ",
        "EQATTR_epcClass_cbvmda:dosageFormType=PILL; 8",
        "HASATTR_source=urn:own:mda#role; 8",
        "WD_readPoint=urn:own:country; 8 9",
        "WD_bizLocation=urn:own:floor; 8",
      })
  void aRegulatorIsAnsweredFromTheMasterDataOfEachAuthor(String query, @Nullable String expected) {
    assertThat(hours(REGULATOR, query)).isEqualTo(ints(expected));
  }

  @Test
  void aNamedQueryAndACollectionAskMasterDataToo() {
    SubscriptionTest.query(MAKER, "AtPlants", "\"EQATTR_readPoint_cbvmda:name\": [\"Plant\"]");
    assertThat(epcis.events(MAKER, "/epcis/v2/queries/AtPlants/events")).hasSize(2);
    assertThat(
            epcis.events(
                MAKER,
                "/epcis/v2/epcs/%s/events?HASATTR_bizLocation=cbvmda:sst"
                    .formatted(encoded(pack("M1")))))
        .hasSize(1);
  }

  @Test
  void subscribersAreToldByTheSameRules() throws IOException {
    String query = "\"HASATTR_readPoint\": [\"cbvmda:name\"], \"EQ_bizStep\": [\"holding\"]";
    try (Subscriber author = new Subscriber();
        Subscriber partner = new Subscriber();
        Subscriber regulator = new Subscriber()) {
      subscribe(WHOLESALER, query, author);
      subscribe(MAKER, query, partner);
      subscribe(REGULATOR, query, regulator);
      epcis.capture(
          WHOLESALER,
          EpcisEvents.object(
              WHOLESALER, "OBSERVE", "holding", "2026-11-21T12:00:00Z", List.of(pack("M1")), ""));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(author.serials()).containsExactly("M1");
                assertThat(regulator.serials()).containsExactly("M1");
              });
      // The maker sees the event, but has no name of that place: nothing was or will be told.
      assertThat(epcis.events(MAKER, "/epcis/v2/events?EQ_bizStep=holding")).hasSize(1);
      assertThat(partner.reports).isEmpty();
      assertThat(waiting()).isZero();
    }
  }

  private static void subscribe(String who, String query, Subscriber subscriber) {
    SubscriptionTest.query(who, "Held", query);
    Answer made =
        SubscriptionTest.subscribe(
            who, "Held", "{\"dest\":\"%s\",\"stream\":true}".formatted(subscriber.address()));
    assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
  }

  /** Events that the maker has still to be told of. */
  private static int waiting() {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT count(*) FROM custody.delivery d
                        JOIN custody.subscription s ON s.id = d.subscription_id
                        JOIN registry.organisations o ON o.id = s.organisation_id
                        WHERE o.gln = :gln
                        """)
                    .bind("gln", MAKER_GLN)
                    .mapTo(Integer.class)
                    .one());
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2.7.1",
      name = "SimpleEventQuery: conversion of units of measure")
  @CsvSource(
      delimiter = ';',
      value = {
        "GE_value_KEL=299.15; 8",
        "GT_value_KEL=299.15; ",
        "EQ_value_FAH=78.8; 8",
        "EQ_sDev_FAH=0.9; 8",
        "EQ_quantity_KGM=1.5; 8",
        "GE_quantity_LBR=3.4; ",
      })
  void valuesAreComparedInEveryUnit(String query, @Nullable String expected) {
    assertThat(hours(MAKER, query)).isEqualTo(ints(expected));
  }
}
