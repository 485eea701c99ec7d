package io.pharmatrace.verification.adapter.in;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.verification.application.Resolver;
import io.pharmatrace.verification.domain.Link;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All links of an item (RFC 9264 section 4.2). */
@Serdeable
record LinkSetView(List<Map<String, Object>> linkset) {
  static final String MEDIA_TYPE = "application/linkset+json";

  /** How the link set becomes JSON-LD, for the header Link. */
  static final String CONTEXT =
      "<https://ref.gs1.org/standards/resolver/linkset-context>;"
          + " rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"";

  static LinkSetView of(String anchor, Resolver.Resolved found) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("anchor", anchor);
    context.put("itemDescription", found.description());
    found.links().stream()
        .collect(Collectors.groupingBy(Link::relation, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (relation, links) ->
                context.put(relation, links.stream().map(LinkSetView::target).toList()));
    return new LinkSetView(List.of(context));
  }

  private static Map<String, Object> target(Link link) {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("href", link.href());
    target.put("title", link.title());
    @Nullable String type = link.mediaType();
    if (type != null) {
      target.put("type", type);
    }
    @Nullable String language = link.language();
    if (language != null) {
      target.put("hreflang", List.of(language));
    }
    return target;
  }
}
