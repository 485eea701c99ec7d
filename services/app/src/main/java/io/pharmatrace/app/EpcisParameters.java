package io.pharmatrace.app;

import io.pharmatrace.epcis.query.QueryParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters and headers of the interface of EPCIS 2.0 for the description, as its OpenAPI
 * description has them. Those of queries come from {@link QueryParameter}, which the parser of
 * queries is held to, so that nothing else is described than what is understood.
 */
final class EpcisParameters {
  private static final String ROOT = "/epcis/v2";
  private static final List<String> PAGES = List.of("perPage", "nextPageToken");
  private static final List<String> FORMATS = List.of("GS1-EPC-Format", "GS1-CBV-XML-Format");
  private static final List<String> VERSIONS =
      List.of("GS1-EPCIS-Min", "GS1-EPCIS-Max", "GS1-CBV-Min", "GS1-CBV-Max");
  private static final List<String> SENT =
      List.of("GS1-EPCIS-Version", "GS1-CBV-Version", "GS1-Extensions");

  private EpcisParameters() {}

  /** Every parameter, by the name under which an operation refers to it. */
  static Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (QueryParameter parameter : QueryParameter.ALL) {
      Map<String, Object> described = parameter(parameter.name(), "query", parameter.about());
      described.put("schema", schema(parameter.kind()));
      if (isList(parameter.kind())) {
        described.put("style", "pipeDelimited");
        described.put("explode", false);
      }
      all.put(parameter.name(), described);
    }
    VERSIONS.forEach(name -> all.put(name, header(name, "A version that the caller takes.")));
    SENT.forEach(name -> all.put(name, header(name, "What the request is written in.")));
    all.put(
        "GS1-EPC-Format",
        header(
            "GS1-EPC-Format",
            "How identifiers are spelled.",
            "Always_GS1_Digital_Link",
            "Always_EPC_URN",
            "Never_Translates",
            "No_Preference"));
    all.put(
        "GS1-CBV-XML-Format",
        header(
            "GS1-CBV-XML-Format",
            "How words of the standard are spelled in XML.",
            "Always_URN",
            "Always_Web_URI",
            "Never_Translates",
            "No_Preference"));
    return all;
  }

  /** Adds to an operation what it takes. */
  static void add(String path, String method, Map<String, Object> operation) {
    if (!isEpcis(path)) {
      return;
    }
    List<Object> parameters = new ArrayList<>();
    if (operation.get("parameters") instanceof List<?> own) {
      own.stream().filter(o -> !isOurs(o)).forEach(parameters::add);
    }
    names(path, method)
        .forEach(name -> parameters.add(Map.of("$ref", "#/components/parameters/" + name)));
    operation.put("parameters", parameters);
    if (method.equals("get") && takesQuery(path)) {
      operation.put("description", operation.get("summary") + "\n\n" + families());
    }
  }

  /**
   * The operation OPTIONS of a path, which a filter answers and no controller describes.
   *
   * @param operations of the path, from which it takes the tag and the parameters in the address
   */
  static Map<String, Object> options(String path, Map<String, Object> operations) {
    Map<String, Object> other = ApiDescription.asMap(operations.values().iterator().next());
    Map<String, Object> options = new LinkedHashMap<>();
    if (other.get("tags") instanceof List<?> tags) {
      options.put("tags", List.copyOf(tags)); // not the same list, which YAML would refer to
    }
    options.put("operationId", "options" + path.replaceAll("[^A-Za-z0-9]+", "-"));
    options.put("summary", "Whether this is there for the caller, with which methods and headers.");
    List<Object> parameters = new ArrayList<>();
    if (other.get("parameters") instanceof List<?> own) {
      own.stream()
          .filter(p -> p instanceof Map<?, ?> parameter && "path".equals(parameter.get("in")))
          .forEach(p -> parameters.add(new LinkedHashMap<Object, Object>((Map<?, ?>) p)));
    }
    options.put("parameters", parameters);
    options.put(
        "responses",
        Map.of(
            "204",
            Map.of("description", "What is offered, in the headers"),
            "default",
            Map.of("$ref", "#/components/responses/Problem")));
    return options;
  }

  /** Whether a path is of the interface of EPCIS. */
  static boolean isEpcis(String path) {
    return path.startsWith(ROOT);
  }

  private static Stream<String> names(String path, String method) {
    if (!method.equals("get")) {
      boolean formats = path.endsWith("/subscriptions") && method.equals("post");
      return Stream.concat(SENT.stream(), formats ? FORMATS.stream() : Stream.empty());
    }
    Stream<String> asked = Stream.of();
    if (takesQuery(path)) {
      asked = QueryParameter.ALL.stream().map(QueryParameter::name);
    } else if (!path.endsWith("}") && !path.equals(ROOT)) {
      asked = PAGES.stream();
    }
    boolean spelled =
        path.matches(".*(/events(/\\{eventID\\})?|/epcs|Points|Locations|/bizSteps|/dispositions)");
    return Stream.of(
            asked,
            VERSIONS.stream(),
            Stream.of("GS1-Extensions"),
            spelled ? FORMATS.stream() : Stream.<String>of())
        .flatMap(part -> part);
  }

  private static boolean takesQuery(String path) {
    return path.endsWith("/events") && !path.startsWith(ROOT + "/queries/");
  }

  /** Headers that a controller reads itself are described once, here. */
  private static boolean isOurs(Object parameter) {
    return parameter instanceof Map<?, ?> described && FORMATS.contains(described.get("name"));
  }

  private static String families() {
    return QueryParameter.FAMILIES.stream()
        .map(family -> "`" + family.form() + "`: " + family.about())
        .collect(Collectors.joining("; ", "Besides, with names that the caller completes: ", "."));
  }

  private static Map<String, Object> header(String name, String about, String... values) {
    Map<String, Object> header = parameter(name, "header", about);
    Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "string"));
    if (values.length > 0) {
      schema.put("enum", List.of(values));
    }
    header.put("schema", schema);
    return header;
  }

  private static Map<String, Object> parameter(String name, String in, String about) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", name);
    parameter.put("in", in);
    parameter.put("description", about);
    return parameter;
  }

  private static boolean isList(QueryParameter.Kind kind) {
    return "array".equals(schema(kind).get("type"));
  }

  private static Map<String, Object> schema(QueryParameter.Kind kind) {
    return switch (kind) {
      case URIS, EPCS -> list(Map.of("type", "string", "format", "uri"));
      case WORDS, TEXTS -> list(Map.of("type", "string"));
      case TYPES ->
          list(
              Map.of(
                  "type",
                  "string",
                  "enum",
                  List.of(
                      "ObjectEvent",
                      "AggregationEvent",
                      "TransactionEvent",
                      "TransformationEvent",
                      "AssociationEvent")));
      case ACTIONS -> list(Map.of("type", "string", "enum", List.of("ADD", "OBSERVE", "DELETE")));
      case NUMBERS -> list(Map.of("type", "number"));
      case NUMBER -> Map.of("type", "number");
      case TIME -> Map.of("type", "string", "format", "date-time");
      case FLAG -> Map.of("type", "boolean");
      case COUNT -> Map.of("type", "integer", "minimum", 0);
      case TEXT -> Map.of("type", "string");
      case DIRECTION -> Map.of("type", "string", "enum", List.of("ASC", "DESC"));
    };
  }

  private static Map<String, Object> list(Map<String, Object> items) {
    return Map.of("type", "array", "minItems", 1, "items", items);
  }
}
