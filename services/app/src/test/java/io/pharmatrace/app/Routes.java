package io.pharmatrace.app;

import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import io.pharmatrace.platform.security.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The interface as it is meant to be: each route, the role of the application that offers it, and
 * who may use it. The tests hold the running application against it.
 *
 * @param method HTTP method
 * @param template path with its variables in braces
 * @param part the application role that offers it, or {@code every}
 * @param users who may use it; empty when anyone may, without a token
 */
record Routes(HttpMethod method, String template, String part, Set<Role> users) {
  static final String EVERY = "every";

  private static final Set<Role> ALL = EnumSet.allOf(Role.class);
  private static final Set<Role> ANYONE = Set.of();
  private static final Set<Role> ADMINISTRATOR = EnumSet.of(Role.ADMINISTRATOR);
  private static final Set<Role> PRODUCT_OWNERS = EnumSet.of(Role.ADMINISTRATOR, Role.MANUFACTURER);
  private static final Set<Role> TRADERS =
      EnumSet.of(Role.MANUFACTURER, Role.DISTRIBUTOR, Role.PHARMACIST);
  private static final Set<Role> INSPECTORS = EnumSet.complementOf(EnumSet.of(Role.ADMINISTRATOR));

  /** Every route of ours and of the framework. */
  static final List<Routes> KNOWN =
      List.of(
          post("/api/v1/login", "registry", ANYONE),
          get("/keys", EVERY, ANYONE),
          get("/health", EVERY, ANYONE),
          get("/health/{selector}", EVERY, ANYONE),
          get("/prometheus", EVERY, ANYONE),
          get("/swagger/pharmatrace.yml", EVERY, ANYONE),
          get("/api/v1/jobs", EVERY, ALL),
          get("/api/v1/jobs/{id}", EVERY, ALL),
          get("/api/v1/jobs/{id}/results", EVERY, ALL),
          get("/api/v1/chain", "anchoring", ANYONE),
          get("/api/v1/chain/lost-documents", "anchoring", ADMINISTRATOR),
          get("/api/v1/chain/network", "anchoring", ANYONE),
          get("/api/v1/events/{event}/evidence", "custody", INSPECTORS),
          get("/api/v1/organisations", "registry", ALL),
          get("/api/v1/sites", "registry", ALL),
          get("/api/v1/readers", "registry", ALL),
          get("/api/v1/users", "registry", ALL),
          post("/api/v1/organisations", "registry", ADMINISTRATOR),
          post("/api/v1/sites", "registry", ADMINISTRATOR),
          post("/api/v1/readers", "registry", ADMINISTRATOR),
          post("/api/v1/users", "registry", ADMINISTRATOR),
          post("/api/v1/products", "registry", PRODUCT_OWNERS),
          post("/api/v1/batches", "registry", PRODUCT_OWNERS),
          put("/api/v1/organisations/{gln}", "registry", ADMINISTRATOR),
          put("/api/v1/organisations/{gln}/sites/{site}", "registry", ADMINISTRATOR),
          put("/api/v1/organisations/{gln}/sites/{site}/location", "registry", ADMINISTRATOR),
          put("/api/v1/readers/{id}", "registry", ADMINISTRATOR),
          put("/api/v1/users/{username}", "registry", ADMINISTRATOR),
          get("/api/v1/readers/{id}/keys", "registry", ADMINISTRATOR),
          post("/api/v1/readers/{id}/keys", "registry", ADMINISTRATOR),
          delete("/api/v1/readers/{id}/keys/{key}", "registry", ADMINISTRATOR),
          get("/api/v1/standings/{kind}/{name}", "registry", ADMINISTRATOR),
          put("/api/v1/standings/{kind}/{name}", "registry", ADMINISTRATOR),
          get("/api/v1/products", "registry", ALL),
          get("/api/v1/products/{gtin}/versions", "registry", ALL),
          put("/api/v1/products/{gtin}", "registry", PRODUCT_OWNERS),
          get("/api/v1/products/{gtin}/batches", "registry", PRODUCT_OWNERS),
          put("/api/v1/products/{gtin}/batches/{lot}", "registry", PRODUCT_OWNERS),
          post("/api/v1/products/{gtin}/serials", "custody", EnumSet.of(Role.MANUFACTURER)),
          post(
              "/api/v1/products/{gtin}/batches/{lot}/serials",
              "custody",
              EnumSet.of(Role.MANUFACTURER)),
          get("/api/v1/recalls", "registry", ALL),
          get("/api/v1/recalls/{id}", "registry", ALL),
          post("/api/v1/recalls", "registry", EnumSet.of(Role.MANUFACTURER, Role.REGULATOR)),
          post("/epcis/v2/capture", "custody", TRADERS),
          get("/epcis/v2/capture", "custody", TRADERS),
          get("/epcis/v2/capture/{id}", "custody", TRADERS),
          post("/epcis/v2/events", "custody", TRADERS),
          get("/epcis/v2", "custody", INSPECTORS),
          get("/epcis/v2/events", "custody", INSPECTORS),
          get("/epcis/v2/events/{eventID}", "custody", INSPECTORS),
          get("/epcis/v2/eventTypes", "custody", INSPECTORS),
          get("/epcis/v2/eventTypes/{eventType}", "custody", INSPECTORS),
          get("/epcis/v2/eventTypes/{eventType}/events", "custody", INSPECTORS),
          get("/epcis/v2/epcs", "custody", INSPECTORS),
          get("/epcis/v2/epcs/{epc}", "custody", INSPECTORS),
          get("/epcis/v2/epcs/{epc}/events", "custody", INSPECTORS),
          get("/epcis/v2/bizSteps", "custody", INSPECTORS),
          get("/epcis/v2/bizSteps/{bizStep}", "custody", INSPECTORS),
          get("/epcis/v2/bizSteps/{bizStep}/events", "custody", INSPECTORS),
          get("/epcis/v2/bizLocations", "custody", INSPECTORS),
          get("/epcis/v2/bizLocations/{bizLocation}", "custody", INSPECTORS),
          get("/epcis/v2/bizLocations/{bizLocation}/events", "custody", INSPECTORS),
          get("/epcis/v2/readPoints", "custody", INSPECTORS),
          get("/epcis/v2/readPoints/{readPoint}", "custody", INSPECTORS),
          get("/epcis/v2/readPoints/{readPoint}/events", "custody", INSPECTORS),
          get("/epcis/v2/dispositions", "custody", INSPECTORS),
          get("/epcis/v2/dispositions/{disposition}", "custody", INSPECTORS),
          get("/epcis/v2/dispositions/{disposition}/events", "custody", INSPECTORS),
          get("/epcis/v2/queries", "custody", INSPECTORS),
          post("/epcis/v2/queries", "custody", INSPECTORS),
          get("/epcis/v2/queries/{queryName}", "custody", INSPECTORS),
          delete("/epcis/v2/queries/{queryName}", "custody", INSPECTORS),
          get("/epcis/v2/queries/{queryName}/events", "custody", INSPECTORS),
          get("/epcis/v2/queries/{queryName}/subscriptions", "custody", INSPECTORS),
          post("/epcis/v2/queries/{queryName}/subscriptions", "custody", INSPECTORS),
          get("/epcis/v2/queries/{queryName}/events/socket", "custody", INSPECTORS),
          get("/epcis/v2/queries/{queryName}/subscriptions/{id}", "custody", INSPECTORS),
          delete("/epcis/v2/queries/{queryName}/subscriptions/{id}", "custody", INSPECTORS),
          delete("/epcis/v2/nextPageToken/{token}", "custody", INSPECTORS),
          get("/api/v1/offers", "custody", INSPECTORS),
          get("/api/v1/offers/{id}", "custody", INSPECTORS),
          post("/api/v1/offers/{id}/acceptance", "custody", TRADERS),
          post("/api/v1/offers/{id}/withdrawal", "custody", TRADERS),
          get("/api/v1/stock", "custody", INSPECTORS),
          get("/api/v1/stock/recalled", "custody", INSPECTORS),
          get("/api/v1/units/{unit}", "custody", INSPECTORS),
          get("/api/v1/recalls/{id}/holders", "custody", INSPECTORS),
          get(
              "/api/v1/archive/batches",
              "custody",
              EnumSet.of(Role.ADMINISTRATOR, Role.REGULATOR, Role.MANUFACTURER)),
          get(
              "/api/v1/archive/batches/{gtin}/{lot}",
              "custody",
              EnumSet.of(Role.ADMINISTRATOR, Role.REGULATOR)),
          post("/api/v1/archive/batches/{gtin}/{lot}/removal", "custody", ADMINISTRATOR),
          get("/api/v1/rejections", "custody", ALL),
          get("/api/v1/rejections/{id}/original", "custody", ALL),
          get("/api/v1/alerts", "verification", INSPECTORS),
          get("/api/v1/alerts/{id}", "verification", INSPECTORS),
          get("/api/v1/alerts/stream", "verification", INSPECTORS),
          get("/api/v1/alert-webhook", "verification", INSPECTORS),
          put("/api/v1/alert-webhook", "verification", INSPECTORS),
          delete("/api/v1/alert-webhook", "verification", INSPECTORS),
          post("/api/v1/alerts/{id}/comments", "verification", INSPECTORS),
          put("/api/v1/alerts/{id}/assignment", "verification", INSPECTORS),
          put("/api/v1/alerts/{id}/state", "verification", INSPECTORS),
          post("/api/v1/scans/parse", "verification", ALL),
          post("/api/v1/scans/diagnose", "verification", ALL),
          get("/api/v1/packs/{gtin}/{serial}/trace", "custody", INSPECTORS),
          get("/api/v1/packs/{gtin}/{serial}/evidence", "custody", INSPECTORS),
          post("/api/v1/packs/changes", "verification", TRADERS),
          patch("/api/v1/packs/{gtin}/{serial}", "verification", TRADERS),
          get("/api/v1/packs/{gtin}/{serial}", "verification", INSPECTORS),
          get("/verify/gtin/{gtin}/lot/{lot}/ser/{serial}", "verification", INSPECTORS),
          get("/checkConnectivity", "verification", INSPECTORS),
          post("/api/v1/returns", "verification", EnumSet.of(Role.MANUFACTURER, Role.DISTRIBUTOR)),
          get("/api/v1/products/{gtin}/links", "verification", EnumSet.of(Role.MANUFACTURER)),
          put("/api/v1/products/{gtin}/links", "verification", EnumSet.of(Role.MANUFACTURER)),
          get("/.well-known/gs1resolver", "verification", ANYONE),
          get("/01/{gtin}", "verification", ANYONE),
          get("/01/{gtin}/10/{lot}", "verification", ANYONE),
          get("/01/{gtin}/21/{serial}", "verification", ANYONE),
          get("/01/{gtin}/10/{lot}/21/{serial}", "verification", ANYONE),
          get("/00/{sscc}", "verification", ANYONE),
          options("/01/{gtin}", "verification", ANYONE),
          options("/01/{gtin}/10/{lot}", "verification", ANYONE),
          options("/01/{gtin}/21/{serial}", "verification", ANYONE),
          options("/01/{gtin}/10/{lot}/21/{serial}", "verification", ANYONE),
          options("/00/{sscc}", "verification", ANYONE));

  /** What is loaded as CSV only. */
  private static final Set<String> TABLES =
      Set.of("/api/v1/organisations", "/api/v1/readers", "/api/v1/users");

  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("gln", SupplyChain.MAKER_GLN),
          Map.entry("site", SupplyChain.MAKER_GLN),
          Map.entry("gtin", SupplyChain.GTIN),
          Map.entry("serial", "S1"),
          Map.entry("sscc", "095211010000000016"),
          Map.entry("lot", "L1"),
          Map.entry("username", "somebody"),
          Map.entry("selector", "liveness"),
          Map.entry("id", "00000000-0000-4000-8000-000000000000"),
          Map.entry("eventID", "urn:uuid:00000000-0000-4000-8000-000000000000"),
          Map.entry("event", "0".repeat(64)),
          Map.entry("eventType", "ObjectEvent"),
          Map.entry("epc", "urn:epc:id:sgtin:9521101.000002.S1"),
          Map.entry("bizStep", "shipping"),
          Map.entry("disposition", "in_transit"),
          Map.entry("bizLocation", "urn:epc:id:sgln:9521101.00001.0"),
          Map.entry("readPoint", "urn:epc:id:sgln:9521101.00001.0"),
          Map.entry("queryName", "nothing"),
          Map.entry("key", "00000000-0000-4000-8000-000000000000"),
          Map.entry("unit", "095211010000000054"),
          Map.entry("kind", "reader"),
          Map.entry("name", "nobody"),
          Map.entry("token", "none"));

  private static Routes get(String template, String part, Set<Role> users) {
    return new Routes(HttpMethod.GET, template, part, users);
  }

  private static Routes put(String template, String part, Set<Role> users) {
    return new Routes(HttpMethod.PUT, template, part, users);
  }

  private static Routes patch(String template, String part, Set<Role> users) {
    return new Routes(HttpMethod.PATCH, template, part, users);
  }

  private static Routes post(String template, String part, Set<Role> users) {
    return new Routes(HttpMethod.POST, template, part, users);
  }

  private static Routes options(String template, String part, Set<Role> users) {
    return new Routes(HttpMethod.OPTIONS, template, part, users);
  }

  private static Routes delete(String template, String part, Set<Role> users) {
    return new Routes(HttpMethod.DELETE, template, part, users);
  }

  /** Those that need a token. */
  static Stream<Routes> guarded() {
    return KNOWN.stream().filter(route -> !route.users.isEmpty());
  }

  /** Routes that the application has, as method and template; HEAD goes with each GET. */
  static Set<String> of(RunningApplication app) {
    return app.bean(Router.class)
        .uriRoutes()
        .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
        .map(
            route ->
                route.getHttpMethodName() + " " + plain(route.getUriMatchTemplate().toString()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Without query variables, which a template writes as {?name*}. */
  private static String plain(String template) {
    return template.replaceAll("\\{[?&][^}]*}", "");
  }

  /** A path that this route matches. */
  String path() {
    String path = template;
    for (Map.Entry<String, String> value : VALUES.entrySet()) {
      path = path.replace("{" + value.getKey() + "}", value.getValue());
    }
    return path;
  }

  /** Asks for it; a body, where one is due, is an empty JSON object or, for a table, no table. */
  RunningApplication.Answer call(RunningApplication app, @Nullable String user) {
    boolean body =
        method == HttpMethod.POST || method == HttpMethod.PUT || method == HttpMethod.PATCH;
    String type =
        method == HttpMethod.POST && TABLES.contains(template) ? "text/csv" : "application/json";
    return app.send(user, method.name(), path(), body ? type : null, body ? "{}" : null);
  }

  @Override
  public String toString() {
    return method + " " + template;
  }
}
