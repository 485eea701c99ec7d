package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.security.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;

/** What tests of scoping need: all that the maker may have, and everybody else who may ask. */
abstract class ScopingTest extends SupplyChainTest {
  static final String RIVAL = "rival";
  static final String RIVAL_GLN = "9521106000011";

  /** To whom the maker ships; asks for nothing. */
  static final String PARTNER_GLN = "9521107000010";

  static final String PACK = "SCOPED";
  static final String NEVER_MADE = "SC-NEVER-MADE";
  static final String WEBHOOK = "https://maker.example/hook";
  static final String LINK = "https://id.gs1.org/01/" + GTIN + "/21/";

  /**
   * Somebody else.
   *
   * @param sees beginnings of the routes under which the role is told of everybody, as it must be
   */
  record Other(String user, Role role, List<String> sees) {
    Other(String user, Role role, String... sees) {
      this(user, role, List.of(sees));
    }

    /** Whether what the route says has to be the own. */
    boolean isStrangerTo(Routes route) {
      return route.users().contains(role) && sees.stream().noneMatch(route.template()::startsWith);
    }
  }

  /** Every other organisation of the chain. */
  static final List<Other> OTHERS =
      List.of(
          new Other(RIVAL, Role.MANUFACTURER),
          new Other(WHOLESALER, Role.DISTRIBUTOR),
          new Other(PHARMACY, Role.PHARMACIST),
          new Other(OUTSIDER, Role.PHARMACIST),
          new Other(
              REGULATOR,
              Role.REGULATOR,
              "/epcis/v2/events",
              "/epcis/v2/epcs",
              "/epcis/v2/bizLocations",
              "/epcis/v2/readPoints",
              "/api/v1/alerts",
              "/api/v1/events",
              "/api/v1/offers",
              "/api/v1/organisations",
              "/api/v1/packs",
              "/api/v1/rejections",
              "/api/v1/stock",
              "/api/v1/units"),
          new Other(
              "admin",
              Role.ADMINISTRATOR,
              "/api/v1/batches",
              "/api/v1/organisations",
              "/api/v1/products",
              "/api/v1/readers",
              "/api/v1/rejections",
              "/api/v1/sites",
              "/api/v1/users"));

  /**
   * Something that the maker has, and the like that nobody has.
   *
   * @param theirs how it is named in a path
   * @param nobodys of the same length
   */
  record Thing(String theirs, String nobodys) {}

  /** By a part of the template of a route. */
  static final Map<String, Thing> THINGS = new LinkedHashMap<>();

  @BeforeAll
  static void whatTheMakerHas() {
    chain.organisation(RIVAL, RIVAL_GLN, "manufacturer", "\"9521106\"");
    chain.organisation("partner", PARTNER_GLN, "pharmacist", "");
    commissioned(PACK, "SC1");
    String job =
        Captures.post(
                app,
                MAKER,
                "application/json",
                Captures.document(
                    Captures.commissioning("SC-JOB")
                        .replace(
                            "\"readPoint\"",
                            "\"bizLocation\": {\"id\": \"https://id.gs1.org/414/%s\"}, \"readPoint\""
                                .formatted(MAKER_GLN))),
                "rollback")
            .raw()
            .headers()
            .firstValue("Location")
            .orElseThrow();
    Captures.finished(app, MAKER, job);
    Captures.job(app, MAKER, "application/xml", "<none/>");
    String rejection =
        app.get(MAKER, "/api/v1/rejections?limit=1").body().get(0).get("id").asText();
    String event =
        app.get(MAKER, "/epcis/v2/events?perPage=1").body().findValuesAsText("eventID").getFirst();
    query("makers-query");
    String subscription =
        made(
            "/epcis/v2/queries/makers-query/subscriptions",
            "{\"dest\":\"http://127.0.0.1:1/\",\"stream\":true}");

    assertThat(app.put(MAKER, "/api/v1/alert-webhook", "{\"url\":\"" + WEBHOOK + "\"}").status())
        .isEqualTo(204);
    THINGS.put("/epcis/v2/capture/{id}", new Thing(last(job), UUID.randomUUID().toString()));
    THINGS.put("/api/v1/jobs/{id}", new Thing(job(), UUID.randomUUID().toString()));
    THINGS.put("/api/v1/rejections/{id}", new Thing(rejection, "999999999"));
    THINGS.put("/api/v1/alerts/{id}", new Thing(alert(), UUID.randomUUID().toString()));
    THINGS.put("/api/v1/offers/{id}", new Thing(offer(), "999999999"));
    THINGS.put("{unit}", new Thing(encoded(LINK + PACK), encoded(LINK + "NOBODY")));
    THINGS.put("{eventID}", new Thing(encoded(event), encoded(other(event))));
    String hash = eventHash();
    THINGS.put("{event}", new Thing(hash, "0".repeat(64)));
    THINGS.put("{epc}", new Thing(encoded(LINK + PACK), encoded(LINK + "NOBODY")));
    String place = "https://id.gs1.org/414/";
    for (String name : List.of("{bizLocation}", "{readPoint}")) {
      THINGS.put(name, new Thing(encoded(place + MAKER_GLN), encoded(place + "9521109000018")));
    }
    THINGS.put("/subscriptions/{id}", new Thing(last(subscription), UUID.randomUUID().toString()));
    THINGS.put("{queryName}", new Thing("makers-query", "nobody-query"));
    THINGS.put("/packs/{gtin}/{serial}", new Thing(GTIN + "/" + PACK, GTIN + "/NOBODY"));
    THINGS.put("/products/{gtin}", new Thing(GTIN, "09521101000924"));
  }

  private static String eventHash() {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT encode(e.event_hash, 'hex') FROM custody.event e
                        JOIN registry.organisation o ON o.id = e.organisation_id
                        WHERE o.gln = :gln ORDER BY e.id LIMIT 1
                        """)
                    .bind("gln", MAKER_GLN)
                    .mapTo(String.class)
                    .one());
  }

  /** An alert that concerns the maker only. */
  private static String alert() {
    app.get(MAKER, "/api/v1/packs/" + GTIN + "/" + NEVER_MADE);
    return app.get(MAKER, "/api/v1/alerts?serial=" + NEVER_MADE).body().get(0).get("id").asText();
  }

  /** A finished job of the maker; written as the engine writes it, because any kind will do. */
  private static String job() {
    String id = UUID.randomUUID().toString();
    app.bean(Jdbi.class)
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO platform.job (id, organisation_id, asked_by, device, roles, kind,
                                                  parameters, state, total, finished)
                        SELECT CAST(:id AS uuid), id, 'maker', false, '{manufacturer}', 'any', '',
                               'done', 0, now()
                        FROM registry.organisation WHERE gln = :gln
                        """)
                    .bind("id", id)
                    .bind("gln", MAKER_GLN)
                    .execute());
    return id;
  }

  /** What the maker has shipped. */
  private static String offer() {
    String data = SupplyChain.label("SC-OFFER", "SC1", "310131");
    chain.publish(SupplyChain.scan(MAKER, "commissioning", data, "2026-11-20T08:00:00+01:00", ""));
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "shipping",
            data,
            "2026-11-20T09:00:00+01:00",
            ",\"destination\":\"https://id.gs1.org/414/%s\"".formatted(PARTNER_GLN)));
    awaitVerdict(MAKER, "SC-OFFER", "SHIPPED");
    return String.valueOf(HandoverTest.latestOffer(MAKER, "OUT"));
  }

  private static void query(String name) {
    made(
        "/epcis/v2/queries",
        "{\"name\":\"%s\",\"query\":{\"EQ_bizStep\":[\"shipping\"]}}".formatted(name));
  }

  private static String made(String path, String body) {
    Answer answer = app.post(MAKER, path, "application/json", body);
    assertThat(answer.status()).as("%s: %s", path, answer.raw().body()).isEqualTo(201);
    return answer.raw().headers().firstValue("Location").orElseThrow();
  }

  static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The same event identifier but for its first two digits. */
  private static String other(String event) {
    int at = event.indexOf(';') < 0 ? event.lastIndexOf(':') + 1 : event.indexOf(';') + 1;
    String digits = event.substring(at, at + 2).equals("00") ? "11" : "00";
    return event.substring(0, at) + digits + event.substring(at + 2);
  }

  private static String encoded(String value) {
    return java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8);
  }
}
