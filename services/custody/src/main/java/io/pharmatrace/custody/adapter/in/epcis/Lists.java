package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.pharmatrace.custody.application.query.KnownValues;
import io.pharmatrace.custody.application.query.KnownValues.Values;
import io.pharmatrace.custody.application.query.Viewer;
import io.pharmatrace.epcis.Vocabulary;
import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.registry.Organisations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Answers with lists of what events name, page by page. Thread-safe. */
@Singleton
class Lists {
  private static final List<String> TYPES =
      List.of(
          "AggregationEvent",
          "AssociationEvent",
          "ObjectEvent",
          "TransactionEvent",
          "TransformationEvent");

  private final KnownValues known;
  private final Requests requests;
  private final Organisations organisations;

  Lists(KnownValues known, Requests requests, Organisations organisations) {
    this.organisations = organisations;
    this.known = known;
    this.requests = requests;
  }

  /** Values that events have used. */
  HttpResponse<Resources> used(String kind, HttpRequest<?> request, Caller caller) {
    Viewer viewer = Viewer.of(caller);
    return answer(
        request, viewer, (limit, after) -> spelled(request, known.of(kind, viewer, limit, after)));
  }

  /** The words of the standard, and users' own that events have used. */
  HttpResponse<Resources> words(
      Vocabulary vocabulary, String kind, HttpRequest<?> request, Caller caller) {
    Viewer viewer = Viewer.of(caller);
    return answer(
        request,
        viewer,
        (limit, after) -> {
          TreeSet<String> all = new TreeSet<>(vocabulary.words());
          all.addAll(known.of(kind, viewer, limit + 1, after).values());
          List<String> behind = List.copyOf(after == null ? all : all.tailSet(after, false));
          return behind.size() <= limit
              ? new Values(behind, Optional.empty())
              : new Values(behind.subList(0, limit), Optional.of(behind.get(limit - 1)));
        });
  }

  /** The event types of the standard; users' own are not stored. */
  HttpResponse<Resources> types(HttpRequest<?> request, Caller caller) {
    return answer(
        request,
        Viewer.of(caller),
        (limit, after) -> {
          List<String> behind =
              TYPES.stream().filter(t -> after == null || t.compareTo(after) > 0).toList();
          return behind.size() <= limit
              ? new Values(behind, Optional.empty())
              : new Values(behind.subList(0, limit), Optional.of(behind.get(limit - 1)));
        });
  }

  /** Packs and logistic units. */
  HttpResponse<Resources> units(HttpRequest<?> request, Caller caller) {
    Viewer viewer = Viewer.of(caller);
    return answer(
        request, viewer, (limit, after) -> spelled(request, known.units(viewer, limit, after)));
  }

  /** As header GS1-EPC-Format asks for; where the next part begins stays. */
  private Values spelled(HttpRequest<?> request, Values values) {
    UnaryOperator<String> spelling =
        Negotiation.epcFormat(request.getHeaders().get(Negotiation.EPC_FORMAT))
            .spelling(organisations);
    return new Values(values.values().stream().map(spelling).toList(), values.next());
  }

  private HttpResponse<Resources> answer(
      HttpRequest<?> request, Viewer viewer, BiFunction<Integer, @Nullable String, Values> list) {
    EventQuery pages = Requests.pagesOnly(request);
    Negotiation.cbvFormat(request.getHeaders().get(Negotiation.CBV_FORMAT)); // a list is in JSON
    @Nullable String after = requests.position(request, viewer, pages).orElse(null);
    Values values = list.apply(Requests.perPage(pages), after);
    MutableHttpResponse<Resources> response = HttpResponse.ok(Resources.of(values.values()));
    requests.next(response, request, viewer, values.next());
    return response;
  }
}
