package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.query.QueryProblem.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads the parameters of one query. */
final class ParameterReader {

  /** A family of parameters. */
  private interface Family {
    Optional<Criterion> read(String name, List<String> values, Map<String, String> prefixes)
        throws BadParameter;
  }

  /** In the order of their precedence: users' fields take every name that is left. */
  private static final List<Family> FAMILIES =
      List.of(
          StandardCriteria::read,
          ThingCriteria::read,
          SensorCriteria::read,
          MasterDataCriteria::read,
          FieldCriteria::read);

  private final Map<String, String> prefixes;
  private final List<QueryProblem> problems = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();

  ParameterReader(Map<String, String> prefixes) {
    this.prefixes = prefixes;
  }

  Parsed read(Map<String, List<String>> parameters) {
    int values = parameters.values().stream().mapToInt(List::size).sum();
    if (parameters.size() > EventQuery.MAX_PARAMETERS || values > EventQuery.MAX_VALUES) {
      String most =
          "A query has at most %d parameters and %d values."
              .formatted(EventQuery.MAX_PARAMETERS, EventQuery.MAX_VALUES);
      return new Parsed.Invalid(List.of(new QueryProblem("*", Code.TOO_COMPLEX, most)));
    }
    List<Criterion> criteria = new ArrayList<>();
    // In alphabetical order, so that the same query has the same problems.
    new TreeMap<>(parameters)
        .forEach(
            (name, given) -> {
              if (!Controls.NAMES.contains(name)) {
                criterion(name, given).ifPresent(criteria::add);
              }
            });
    Controls controls = controls(parameters);
    return problems.isEmpty()
        ? new Parsed.Ok(new EventQuery(criteria, controls))
        : new Parsed.Invalid(problems);
  }

  private Optional<Criterion> criterion(String name, List<String> values) {
    try {
      if (!name.startsWith("EXISTS_") && (values.isEmpty() || values.contains(""))) {
        throw new BadParameter(Code.MISSING_VALUE, "The parameter needs a value.");
      }
      for (Family family : QueryParameter.describes(name) ? FAMILIES : List.<Family>of()) {
        Optional<Criterion> found = family.read(name, values, prefixes);
        if (found.isPresent()) {
          String before = names.putIfAbsent(found.get().parameter(), name);
          if (before != null) {
            throw new BadParameter(Code.CONFLICT, "It is the same parameter as " + before + ".");
          }
          return found;
        }
      }
      throw new BadParameter(
          Code.UNKNOWN_PARAMETER, "SimpleEventQuery has no parameter of this name.");
    } catch (BadParameter e) {
      problems.add(e.of(name));
      return Optional.empty();
    }
  }

  private Controls controls(Map<String, List<String>> parameters) {
    Optional<String> by = text("orderBy", parameters);
    boolean ascending = text("orderDirection", parameters).filter(this::isAscending).isPresent();
    Optional<Order> order = by.flatMap(text -> order(text, ascending));
    Controls controls =
        new Controls(
            order,
            count("eventCountLimit", 1, parameters),
            count("maxEventCount", 0, parameters),
            count("perPage", 1, parameters),
            text("nextPageToken", parameters));
    if (controls.eventCountLimit().isPresent() && by.isEmpty()) {
      problems.add(
          new QueryProblem("eventCountLimit", Code.CONFLICT, "It needs orderBy beside it."));
    }
    if (controls.eventCountLimit().isPresent() && controls.maxEventCount().isPresent()) {
      problems.add(
          new QueryProblem("maxEventCount", Code.CONFLICT, "It excludes eventCountLimit."));
    }
    return controls;
  }

  private boolean isAscending(String direction) {
    if (!direction.equals("ASC") && !direction.equals("DESC")) {
      problems.add(new QueryProblem("orderDirection", Code.INVALID_VALUE, "It is ASC or DESC."));
    }
    return direction.equals("ASC");
  }

  private Optional<Order> order(String by, boolean ascending) {
    try {
      return Optional.of(Order.read(by, ascending, prefixes));
    } catch (BadParameter e) {
      problems.add(e.of("orderBy"));
      return Optional.empty();
    }
  }

  private OptionalInt count(String name, int least, Map<String, List<String>> parameters) {
    try {
      Optional<String> text = text(name, parameters);
      return text.isEmpty()
          ? OptionalInt.empty()
          : OptionalInt.of(Scalars.count(text.get(), least));
    } catch (BadParameter e) {
      problems.add(e.of(name));
      return OptionalInt.empty();
    }
  }

  private Optional<String> text(String name, Map<String, List<String>> parameters) {
    List<String> values = parameters.get(name);
    if (values == null) {
      return Optional.empty();
    }
    if (values.size() != 1 || values.getFirst().isEmpty()) {
      problems.add(new QueryProblem(name, Code.INVALID_VALUE, "The parameter takes one value."));
      return Optional.empty();
    }
    return Optional.of(values.getFirst());
  }
}
