package io.pharmatrace.custody.adapter.in.epcis;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * A list of resources (schema UriCollection and its likes in the OpenAPI description of EPCIS 2.0).
 *
 * @param context where the words are explained
 * @param type always Collection
 * @param member the resources
 */
@Serdeable
record Resources(@JsonProperty("@context") String context, String type, List<String> member) {
  private static final String CONTEXT =
      "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

  static Resources of(List<String> members) {
    return new Resources(CONTEXT, "Collection", List.copyOf(members));
  }
}
