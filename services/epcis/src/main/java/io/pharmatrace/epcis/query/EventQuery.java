package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.EpcisEvent;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A SimpleEventQuery (EPCIS 2.0 section 8.2.7.1): which events are wanted, in which order, how
 * many. Every criterion must hold; of several values of one criterion any is enough. Terms are
 * equal in every spelling, identifiers as EPC URN and Digital Link, measured values in every unit
 * of the same quantity. Immutable and thread-safe.
 */
public final class EventQuery {

  /** The most criteria of one query. */
  public static final int MAX_PARAMETERS = 100;

  /** The most values of one query. */
  public static final int MAX_VALUES = 2_000;

  private final List<Criterion> criteria;
  private final Controls controls;

  EventQuery(List<Criterion> criteria, Controls controls) {
    this.criteria = List.copyOf(criteria);
    this.controls = controls;
  }

  /**
   * Reads parameters with the prefixes of the standard only.
   *
   * @see #parse(Map, Map)
   */
  public static Parsed parse(Map<String, List<String>> parameters) {
    return parse(parameters, Map.of());
  }

  /**
   * Reads parameters. Also what {@link #parameters()} gives back.
   *
   * @param parameters values by name, those of a list one by one; {@link #split} undoes the
   *     delimiter of a URL
   * @param prefixes namespaces by prefix, as in the header GS1-Extensions or a JSON-LD context
   * @return the query, or every problem: an unknown parameter is one, none is ever ignored
   */
  public static Parsed parse(Map<String, List<String>> parameters, Map<String, String> prefixes) {
    return new ParameterReader(prefixes).read(parameters);
  }

  /**
   * The values of a URL's query string one by one: it separates those of one parameter by a
   * vertical bar (OpenAPI of EPCIS 2.0, style pipeDelimited).
   */
  public static Map<String, List<String>> split(Map<String, List<String>> parameters) {
    Map<String, List<String>> split = new LinkedHashMap<>();
    parameters.forEach(
        (name, values) ->
            split.put(
                name, values.stream().flatMap(v -> List.of(v.split("\\|", -1)).stream()).toList()));
    return split;
  }

  /** True if an event is wanted, with no master data at hand. */
  public boolean matches(EpcisEvent event, OffsetDateTime recordTime) {
    return matches(event, recordTime, VocabularyData.NONE);
  }

  /**
   * True if an event is wanted. This is what a match means, for queries and subscriptions alike.
   *
   * @param recordTime when it was stored
   * @param vocabulary master data for WD_, HASATTR_ and EQATTR_ parameters; asked only if there are
   *     such, and only about what the event names
   */
  public boolean matches(EpcisEvent event, OffsetDateTime recordTime, VocabularyData vocabulary) {
    Candidate candidate = new Candidate(event, recordTime.toInstant(), vocabulary);
    for (Criterion criterion : criteria) {
      if (!criterion.test(candidate)) {
        return false;
      }
    }
    return true;
  }

  /** What selects events; for a store that looks for them by index. */
  public List<Criterion> criteria() {
    return criteria;
  }

  /** The order asked for; empty if any will do. */
  public Optional<Order> order() {
    return controls.order();
  }

  /** How many events are wanted at the most, the first in order; only with {@link #order()}. */
  public OptionalInt eventCountLimit() {
    return controls.eventCountLimit();
  }

  /** More events than this are an error, QueryTooLargeException. */
  public OptionalInt maxEventCount() {
    return controls.maxEventCount();
  }

  /** How many events a page has at the most; at least 1. */
  public OptionalInt perPage() {
    return controls.perPage();
  }

  /** Where the last page ended. */
  public Optional<String> nextPageToken() {
    return controls.nextPageToken();
  }

  /**
   * This query and another: an event must match both. Order and limits are the other's.
   *
   * @param other what a caller adds, for example to a named query
   */
  public EventQuery and(EventQuery other) {
    List<Criterion> both = new ArrayList<>(criteria);
    both.addAll(other.criteria);
    return new EventQuery(both, other.controls);
  }

  /**
   * The same query in its canonical spelling, without page size and page token; what a named query
   * stores. Names are in alphabetical order.
   */
  public Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new TreeMap<>(controls.parameters());
    criteria.forEach(
        c ->
            parameters.merge(
                c.parameter(),
                c.values(),
                (a, b) -> {
                  throw new IllegalStateException("two criteria of one name have no one spelling");
                }));
    return parameters;
  }
}
