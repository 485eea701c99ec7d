package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static List<String> parameters(String path, String method) {
    var operation =
        Objects.requireNonNull(Objects.requireNonNull(paths.get("/epcis/v2" + path)).get(method));
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
