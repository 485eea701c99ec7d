package io.pharmatrace.fhir.search;

import io.pharmatrace.fhir.Problem;
import io.pharmatrace.fhir.ProblemCode;
import io.pharmatrace.fhir.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the parameters of one search request. Not thread-safe. */
final class SearchParser {
  private static final int MOST_PARAMETERS = 20;
  private static final int LONGEST = 2_000;
  private static final Set<String> FORMATS =
      Set.of("json", "application/json", "application/fhir+json");

  private final ResourceType type;
  private final Handling handling;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> ignored = new ArrayList<>();
  private final List<Criterion> criteria = new ArrayList<>();
  private final List<SearchQuery.Include> includes = new ArrayList<>();
  private final List<Map.Entry<String, String>> applied = new ArrayList<>();
  private int count = SearchQuery.USUAL;
  private boolean oldestFirst;

  SearchParser(ResourceType type, Handling handling) {
    this.type = type;
    this.handling = handling;
  }

  SearchResult parse(List<Map.Entry<String, String>> parameters) {
    if (SearchParameters.of(type).isEmpty()) {
      return refused("", ProblemCode.SEARCH_UNSUPPORTED, type.fhirName() + " is not searched.");
    }
    if (parameters.size() > MOST_PARAMETERS) {
      return refused(
          "",
          ProblemCode.SEARCH_TOO_COMPLEX,
          "There are more than " + MOST_PARAMETERS + " parameters.");
    }
    for (Map.Entry<String, String> one : parameters) {
      parameter(one.getKey(), one.getValue());
    }
    return problems.isEmpty()
        ? new SearchResult.Ok(
            new SearchQuery(type, criteria, includes, count, oldestFirst, applied), ignored)
        : new SearchResult.Invalid(problems);
  }

  private SearchResult refused(String name, ProblemCode code, String message) {
    return new SearchResult.Invalid(List.of(new Problem(code, at(name), message)));
  }

  private void parameter(String name, String value) {
    if (value.length() > LONGEST) {
      invalid(name, "A value has " + LONGEST + " characters at most.");
      return;
    }
    int before = ignored.size();
    switch (name) {
      case "_count" -> count(value);
      case "_sort" -> sort(value);
      case "_include" -> include(value);
      case "_format" -> format(value);
      case "_pretty" -> {} // only white space would differ
      default -> criterion(name, value);
    }
    if (ignored.size() == before) {
      applied.add(Map.entry(name, value));
    }
  }

  private void criterion(String given, String value) {
    int colon = given.indexOf(':');
    String name = colon < 0 ? given : given.substring(0, colon);
    String modifier = colon < 0 ? "" : given.substring(colon + 1);
    SearchParameter parameter = SearchParameters.of(type, name);
    if (parameter == null) {
      unknown(given);
      return;
    }
    try {
      criteria.add(SearchValues.criterion(parameter, modifier, value));
    } catch (SearchValues.Unusable e) {
      problems.add(new Problem(e.code(), at(given), String.valueOf(e.getMessage())));
    }
  }

  private void unknown(String name) {
    Problem problem =
        new Problem(
            ProblemCode.SEARCH_UNSUPPORTED,
            at(name),
            Problem.quote(name)
                + " is no parameter that "
                + type.fhirName()
                + " is searched by here.");
    (handling == Handling.LENIENT ? ignored : problems).add(problem);
  }

  private void count(String value) {
    if (!value.matches("[1-9][0-9]{0,8}")) {
      invalid("_count", "_count is a number from 1; a number of matches alone is not given.");
      return;
    }
    count = Math.min(Integer.parseInt(value), SearchQuery.MOST);
  }

  private void sort(String value) {
    if (!value.equals("_lastUpdated") && !value.equals("-_lastUpdated")) {
      invalid("_sort", "Sorted is by _lastUpdated or -_lastUpdated only.");
      return;
    }
    oldestFirst = value.equals("_lastUpdated");
  }

  private void format(String value) {
    if (!FORMATS.contains(value.replace(' ', '+'))) {
      invalid("_format", "FHIR is spoken in JSON only.");
    }
  }

  /** {@code Type:parameter} or {@code Type:parameter:target}. */
  private void include(String value) {
    String[] parts = value.split(":", -1);
    SearchParameter parameter = parts.length < 2 ? null : SearchParameters.of(type, parts[1]);
    if (parts.length > 3
        || !parts[0].equals(type.fhirName())
        || parameter == null
        || !parameter.isIncludable()) {
      invalid(
          "_include",
          "This cannot be followed; there are "
              + SearchParameters.of(type).stream()
                  .filter(SearchParameter::isIncludable)
                  .map(one -> type.fhirName() + ":" + one.name())
                  .toList()
              + ".");
      return;
    }
    String target = parts.length == 3 ? parts[2] : "";
    ResourceType targetType = ResourceType.of(target);
    boolean fits =
        targetType != null
            && targetType.standsAlone()
            && (parameter.targets().isEmpty() || parameter.targets().contains(target));
    if (!target.isEmpty() && !fits) {
      invalid("_include", Problem.quote(target) + " is nothing that this reference leads to here.");
      return;
    }
    includes.add(new SearchQuery.Include(parameter.name(), target));
  }

  private void invalid(String name, String message) {
    problems.add(new Problem(ProblemCode.SEARCH_VALUE_INVALID, at(name), message));
  }

  /** As OperationOutcome names a parameter; names that are none of ours are not repeated. */
  private static String at(String name) {
    return name.matches("[A-Za-z0-9_:.-]{1,64}") ? "http." + name : "http";
  }
}
