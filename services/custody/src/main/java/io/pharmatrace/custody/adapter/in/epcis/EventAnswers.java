package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.pharmatrace.custody.application.query.EventSearch;
import io.pharmatrace.custody.application.query.Position;
import io.pharmatrace.custody.application.query.Viewer;
import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.EpcisDocument;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EpcisWriter;
import io.pharmatrace.epcis.Syntax;
import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.registry.Organisations;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Answers with events, page by page, as an EPCISQueryDocument. Thread-safe. */
@Singleton
class EventAnswers {
  static final String SIMPLE_EVENT_QUERY = "SimpleEventQuery";

  private final EventSearch search;
  private final Requests requests;
  private final Organisations organisations;
  private final Existing existing;

  EventAnswers(
      EventSearch search, Requests requests, Organisations organisations, Existing existing) {
    this.search = search;
    this.requests = requests;
    this.organisations = organisations;
    this.existing = existing;
  }

  /** What the request's parameters ask for. */
  HttpResponse<byte[]> events(HttpRequest<?> request, Caller caller) {
    EventQuery query = Requests.query(request);
    return answer(request, caller, query, query, SIMPLE_EVENT_QUERY, () -> {});
  }

  /**
   * What the request's parameters ask for, of the events that match this parameter too.
   *
   * @throws ApiException NOT_FOUND if no event that the caller may see does
   */
  HttpResponse<byte[]> eventsWith(
      String parameter, String value, HttpRequest<?> request, Caller caller) {
    EventQuery query = Requests.query(request);
    return answer(
        request,
        caller,
        with(parameter, value).and(query),
        query,
        SIMPLE_EVENT_QUERY,
        () -> existing.below(parameter, value, caller));
  }

  /** The events of a named query; the request says no more than which page. */
  HttpResponse<byte[]> eventsOf(
      String name, EventQuery named, HttpRequest<?> request, Caller caller) {
    return answer(request, caller, named, Requests.pagesOnly(request), name, () -> {});
  }

  /** Events that were found, in the form that the request wants. */
  MutableHttpResponse<byte[]> document(
      HttpRequest<?> request, List<EpcisEvent> events, String queryName) {
    Negotiation wanted = Negotiation.of(request);
    Envelope envelope =
        new Envelope(
            Envelope.Kind.QUERY_DOCUMENT,
            "2.0",
            OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS),
            List.of(),
            List.of(),
            List.of(),
            new Envelope.Query(queryName, null));
    List<EpcisEvent> spelled =
        wanted.syntax() == Syntax.JSON_LD_2_0
            ? events
            : events.stream().map(wanted.cbvFormat()::spell).toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    try {
      EpcisWriter.write(
          new EpcisDocument(envelope, spelled),
          wanted.syntax(),
          wanted.epcFormat().spelling(organisations),
          out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return wanted.label(HttpResponse.ok(out.toByteArray()));
  }

  static EventQuery with(String parameter, String value) {
    return Requests.query(Map.of(parameter, List.of(value)), Map.of());
  }

  private HttpResponse<byte[]> answer(
      HttpRequest<?> request,
      Caller caller,
      EventQuery query,
      EventQuery pages,
      String name,
      Runnable whenNone) {
    Negotiation.of(request); // refused before anything is looked for
    Viewer viewer = Viewer.of(caller);
    Position after = requests.position(request, viewer, pages).map(Position::of).orElse(null);
    EventSearch.Page page = search.search(viewer, query, Requests.perPage(pages), after);
    if (after == null && page.events().isEmpty() && page.next().isEmpty()) {
      whenNone.run();
    }
    MutableHttpResponse<byte[]> response = document(request, page.events(), name);
    requests.next(response, request, viewer, page.next().map(Position::text));
    return response;
  }
}
