package io.pharmatrace.custody.adapter.in.epcis;

import io.pharmatrace.custody.application.CaptureJob;
import io.pharmatrace.custody.application.DocumentCapture;
import io.pharmatrace.custody.application.query.EventSearch;
import io.pharmatrace.custody.application.query.NamedQueries;
import io.pharmatrace.custody.application.query.Viewer;
import io.pharmatrace.custody.application.subscription.Subscription;
import io.pharmatrace.custody.application.subscription.Subscriptions;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.Vocabulary;
import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The resources that there are for a caller: what is not his to see is not there. Each is refused
 * with NOT_FOUND, or QUERY_UNKNOWN, in the same words for every method. Thread-safe.
 */
@Singleton
class Existing {
  private static final int DECLARATIONS = 100;

  private final EventSearch search;
  private final NamedQueries queries;
  private final Subscriptions subscriptions;
  private final DocumentCapture documents;
  private final Jdbi jdbi;

  Existing(
      EventSearch search,
      NamedQueries queries,
      Subscriptions subscriptions,
      DocumentCapture documents,
      Jdbi jdbi) {
    this.search = search;
    this.queries = queries;
    this.subscriptions = subscriptions;
    this.documents = documents;
    this.jdbi = jdbi;
  }

  /**
   * Refuses an address that leads to nothing.
   *
   * @param variables of its template, by name
   */
  void require(Map<String, Object> variables, Caller caller) {
    for (Map.Entry<String, Object> variable : variables.entrySet()) {
      String value = variable.getValue().toString();
      switch (variable.getKey()) {
        case "eventID" -> event(value, caller);
        case "queryName" -> query(value, caller);
        case "id" -> numbered(variables.get("queryName"), value, caller);
        case "epc" -> below("MATCH_anyEPC", value, caller);
        case "bizLocation", "readPoint", "bizStep", "disposition" ->
            below("EQ_" + variable.getKey(), value, caller);
        case "eventType" -> below("eventType", value, caller);
        default -> {
          // A page token, which is no resource.
        }
      }
    }
  }

  private void numbered(@Nullable Object query, String id, Caller caller) {
    UUID number;
    try {
      number = UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new ApiException(ErrorCode.NOT_FOUND, "What there is here is named by a UUID.");
    }
    if (query == null) {
      job(number, caller);
    } else {
      subscription(query.toString(), number, caller);
    }
  }

  /** An event, and the declarations that it was wrong; at least one. */
  List<EpcisEvent> event(String eventID, Caller caller) {
    List<EpcisEvent> found =
        Identifier.parse(eventID).isEmpty()
            ? List.of()
            : search
                .search(
                    Viewer.of(caller), EventAnswers.with("EQ_eventID", eventID), DECLARATIONS, null)
                .events();
    if (found.isEmpty()) {
      throw new ApiException(ErrorCode.NOT_FOUND, "There is no such event for you.");
    }
    return found;
  }

  /** A named query of the caller's organisation. */
  EventQuery query(String name, Caller caller) {
    return queries
        .find(caller.organisation(), name)
        .orElseThrow(
            () ->
                new ApiException(ErrorCode.QUERY_UNKNOWN, "Your organisation has no such query."));
  }

  /** A subscription of the caller's organisation to a query. */
  Subscription subscription(String queryName, UUID id, Caller caller) {
    return jdbi.withHandle(
            handle -> subscriptions.find(handle, caller.organisation(), queryName, id))
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No such subscription of yours."));
  }

  /** A capture job of the caller's organisation. */
  CaptureJob job(UUID id, Caller caller) {
    return documents
        .find(caller.organisation(), id)
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No such capture job of yours."));
  }

  /**
   * What there is below a value of a list. A word of the standard is known, anything else when an
   * event that the caller may see has it.
   *
   * @param parameter of SimpleEventQuery, which asks for its events
   */
  Resources below(String parameter, String value, Caller caller) {
    EventQuery query = EventAnswers.with(parameter, value);
    String word = query.criteria().getFirst().values().getFirst();
    boolean standard =
        switch (parameter) {
          case "eventType" -> true;
          case "EQ_bizStep" -> Vocabulary.BIZ_STEP.has(word);
          case "EQ_disposition" -> Vocabulary.DISPOSITION.has(word);
          default -> false;
        };
    // A page that ends early without any says nothing, and must not tell of what is hidden.
    if (!standard && search.search(Viewer.of(caller), query, 1, null).events().isEmpty()) {
      throw new ApiException(ErrorCode.NOT_FOUND, "No event of yours names it.");
    }
    return Resources.of(List.of("events"));
  }
}
