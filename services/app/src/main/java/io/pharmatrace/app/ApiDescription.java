package io.pharmatrace.app;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;

/**
 * The OpenAPI description of the whole interface, whichever roles this process has: one part for
 * each feature, made from the source of its controllers when it is compiled, and {@code
 * openapi.yaml} for the rest. Joined at start, because no module sees the sources of all.
 */
@Hidden
@Controller("/swagger/pharmatrace.yml")
@Secured(SecurityRule.IS_ANONYMOUS)
final class ApiDescription {
  /** Where Micronaut OpenAPI puts the description of a module that has no title of its own. */
  private static final String PART = "META-INF/swagger/service-1.0.0.yml";

  private final String text;

  ApiDescription() {
    this.text = write(join());
  }

  /** The description, OpenAPI 3.0. */
  @Get
  @Produces("application/yaml")
  String get() {
    return text;
  }

  private static Map<String, Object> join() {
    ClassLoader loader = ApiDescription.class.getClassLoader();
    try {
      Map<String, Object> whole =
          read(Objects.requireNonNull(ApiDescription.class.getResource("openapi.yaml")));
      for (URL part : Collections.list(loader.getResources(PART))) {
        add(whole, read(part));
      }
      merge(map(map(whole, "components"), "parameters"), EpcisParameters.all());
      return whole;
    } catch (IOException e) {
      throw new UncheckedIOException("the description of the interface cannot be read", e);
    }
  }

  private static void add(Map<String, Object> whole, Map<String, Object> part) {
    Map<String, Object> paths = map(part, "paths");
    paths.forEach(
        (path, operations) ->
            asMap(operations)
                .forEach(
                    (method, operation) -> {
                      complete(asMap(operation));
                      EpcisParameters.add(path, method, asMap(operation));
                    }));
    paths.forEach(
        (path, operations) -> {
          if (EpcisParameters.isEpcis(path)) {
            asMap(operations).put("options", EpcisParameters.options(path, asMap(operations)));
          }
        });
    merge(map(whole, "paths"), paths);
    merge(map(map(whole, "components"), "schemas"), map(map(part, "components"), "schemas"));
  }

  /** Says what goes for every operation: its name is unique, and it may fail. */
  private static void complete(Map<String, Object> operation) {
    if (operation.get("tags") instanceof List<?> tags && !tags.isEmpty()) {
      operation.put("operationId", tags.getFirst() + "-" + operation.get("operationId"));
    }
    map(operation, "responses").put("default", Map.of("$ref", "#/components/responses/Problem"));
  }

  private static void merge(Map<String, Object> into, Map<String, Object> more) {
    more.forEach(
        (key, value) -> {
          Object present = into.putIfAbsent(key, value);
          if (present != null && !present.equals(value)) {
            throw new IllegalStateException(key + " is described twice, and differently");
          }
        });
  }

  private static Map<String, Object> read(URL url) throws IOException {
    try (InputStream in = url.openStream()) {
      return asMap(
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .load(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }

  private static String write(Map<String, Object> document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setWidth(120);
    Representer representer = new Representer(options);
    return new Yaml(representer, options).dump(document);
  }

  private static Map<String, Object> map(Map<String, Object> of, String key) {
    return asMap(of.computeIfAbsent(key, absent -> new LinkedHashMap<String, Object>()));
  }

  @SuppressWarnings(
      "unchecked") // SafeConstructor makes maps with keys of text from these documents.
  static Map<String, Object> asMap(Object value) {
    return (Map<String, Object>) value;
  }
}
