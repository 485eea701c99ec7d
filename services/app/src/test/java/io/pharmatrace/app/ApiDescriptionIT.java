package io.pharmatrace.app;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpMethod;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.epcis.query.QueryParameter;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description of the interface is whole, and of this interface. */
@PharmaTraceInfrastructure
class ApiDescriptionIT {
  private static final String WEB_SOCKET = "GET /epcis/v2/queries/{queryName}/events/socket";

  /** What answers no CSV, and why. */
  private static final Map<String, String> NO_TABLES =
      Map.ofEntries(
          entry("/keys", "JSON Web Key Set (RFC 7517)"),
          entry("/health", "one thing"),
          entry("/health/{selector}", "one thing"),
          entry("/prometheus", "as Prometheus reads it"),
          entry("/swagger/pharmatrace.yml", "OpenAPI"),
          entry("/api/v1/chain", "one thing"),
          entry("/api/v1/chain/network", "one thing, in its one form"),
          entry("/api/v1/events/{event}/evidence", "a bundle"),
          entry("/api/v1/packs/{gtin}/{serial}/evidence", "a bundle"),
          entry("/api/v1/jobs/{id}", "one thing; its results are a table"),
          entry("/api/v1/recalls/{id}", "one thing; its holders are a table"),
          entry("/api/v1/archive/batches/{gtin}/{lot}", "an archive"),
          entry("/api/v1/rejections/{id}/original", "as it came"),
          entry("/api/v1/alerts/{id}", "one case with its history"),
          entry("/api/v1/alerts/stream", "server-sent events"),
          entry("/api/v1/alert-webhook", "one thing"),
          entry("/api/v1/packs/{gtin}/{serial}", "one verdict"),
          entry("/api/v1/products/{gtin}/links", "put and got as a whole"),
          entry("/verify/gtin/{gtin}/lot/{lot}/ser/{serial}", "as DSCSA partners agreed"),
          entry("/checkConnectivity", "as DSCSA partners agreed"),
          entry("/.well-known/gs1resolver", "GS1-Conformant Resolver Standard"),
          entry("/01/{gtin}", "GS1-Conformant Resolver Standard"),
          entry("/01/{gtin}/10/{lot}", "GS1-Conformant Resolver Standard"),
          entry("/01/{gtin}/21/{serial}", "GS1-Conformant Resolver Standard"),
          entry("/01/{gtin}/10/{lot}/21/{serial}", "GS1-Conformant Resolver Standard"),
          entry("/00/{sscc}", "GS1-Conformant Resolver Standard"));

  private static RunningApplication app;
  private static String text;
  private static Map<String, Map<String, Map<String, Object>>> paths;

  @BeforeAll
  @SuppressWarnings("unchecked") // The document's own structure.
  static void start(Infrastructure infrastructure) {
    app = RunningApplication.start(infrastructure, Map.of());
    var answer = app.get(null, "/swagger/pharmatrace.yml");
    assertThat(answer.status()).isEqualTo(200);
    text = answer.raw().body();
    Map<String, Object> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    paths =
        (Map<String, Map<String, Map<String, Object>>>)
            Objects.requireNonNull(document.get("paths"));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void describesEveryRouteAndNoOther() {
    Set<String> described = new TreeSet<>();
    paths.forEach(
        (path, operations) ->
            operations
                .keySet()
                .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));

    Set<String> routes = new TreeSet<>(Routes.of(app));
    assertThat(routes.remove(WEB_SOCKET)).isTrue(); // OpenAPI has no words for one
    // A filter answers OPTIONS of whatever there is under /epcis/v2.
    Set.copyOf(routes).stream()
        .filter(route -> route.contains(" /epcis/v2"))
        .forEach(route -> routes.add("OPTIONS" + route.substring(route.indexOf(' '))));
    assertThat(described).containsExactlyInAnyOrderElementsOf(routes);
  }

  /** EPCIS 2.0 says itself what /epcis/v2 answers with. */
  @Test
  void everyListCanBeHadAsCsv() {
    Set<String> without = new TreeSet<>();
    Routes.KNOWN.stream()
        .filter(route -> route.method() == HttpMethod.GET)
        .map(Routes::template)
        .filter(template -> !template.startsWith("/epcis/v2"))
        .filter(template -> !mediaTypes(template).contains("text/csv"))
        .forEach(without::add);
    assertThat(without).isEqualTo(new TreeSet<>(NO_TABLES.keySet()));
  }

  /** What a GET may answer with. */
  private static Set<?> mediaTypes(String path) {
    Map<?, ?> operation =
        Objects.requireNonNull(Objects.requireNonNull(paths.get(path)).get("get"));
    Map<?, ?> responses = (Map<?, ?>) Objects.requireNonNull(operation.get("responses"));
    return responses.get("200") instanceof Map<?, ?> answer
            && answer.get("content") instanceof Map<?, ?> content
        ? content.keySet()
        : Set.of();
  }

  @Test
  void saysWhatEveryOperationIsForUnderANameOfItsOwn() {
    List<Object> names = new ArrayList<>();
    paths.forEach(
        (path, operations) ->
            operations.forEach(
                (method, operation) -> {
                  names.add(operation.get("operationId"));
                  assertThat((String) operation.get("summary")).as(method + path).isNotBlank();
                }));

    assertThat(names).doesNotContainNull().doesNotHaveDuplicates();
  }

  @Test
  void refersOnlyToWhatItHolds() {
    Matcher references =
        Pattern.compile("#/components/(schemas|responses|parameters)/([\\w.-]+)").matcher(text);
    int count = 0;
    while (references.find()) {
      count++;
      assertThat(text).contains("\n    " + references.group(2) + ":");
    }
    assertThat(count).isPositive();
  }

  /** The parser of queries is held to the same table (QueryParameterTest). */
  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2.7.1",
      name = "SimpleEventQuery: every parameter of the OpenAPI description")
  void everyParameterOfAQueryIsDescribedWhereItCanBeGiven() {
    String[] ofQueries =
        QueryParameter.ALL.stream().map(QueryParameter::name).toArray(String[]::new);
    for (String path : List.of("/events", "/epcs/{epc}/events", "/bizSteps/{bizStep}/events")) {
      assertThat(parameters(path, "get")).as(path).contains(ofQueries).contains("GS1-EPC-Format");
    }
    for (String path :
        List.of("/epcs", "/queries", "/capture", "/queries/{queryName}/subscriptions")) {
      assertThat(parameters(path, "get")).contains("perPage", "nextPageToken", "GS1-EPCIS-Max");
      assertThat(parameters(path, "get")).doesNotContain("EQ_action");
    }
    assertThat(parameters("/capture", "post"))
        .contains("GS1-Capture-Error-Behaviour", "GS1-EPCIS-Version");
    assertThat(text).contains("{EQ|GT|GE|LT|LE}_quantity_{unit}");
  }

  @Test
  void whereALabelIsSaidItCanBeSaidHowItCameIn() {
    String pack = "/api/v1/packs/{gtin}/{serial}";
    for (List<String> route :
        List.of(
            List.of(pack, "get"),
            List.of(pack, "patch"),
            List.of("/api/v1/packs/changes", "post"),
            List.of("/api/v1/returns", "post"),
            List.of("/verify/gtin/{gtin}/lot/{lot}/ser/{serial}", "get"))) {
      assertThat(parametersOf(route.getFirst(), route.getLast()))
          .as("%s", route)
          .contains("PharmaTrace-Entry");
    }
  }

  private static List<String> parameters(String path, String method) {
    return parametersOf("/epcis/v2" + path, method);
  }

  private static List<String> parametersOf(String path, String method) {
    var operation = Objects.requireNonNull(Objects.requireNonNull(paths.get(path)).get(method));
    return ((List<?>) Objects.requireNonNull(operation.get("parameters")))
        .stream()
            .map(p -> (Map<?, ?>) p)
            .map(p -> p.containsKey("$ref") ? p.get("$ref") : p.get("name"))
            .map(name -> String.valueOf(name).replaceFirst(".*/", ""))
            .toList();
  }

  @Test
  void showsNothingOfTheInside() {
    assertThat(text).doesNotContain("Caller").doesNotContain("name: caller");
  }
}
