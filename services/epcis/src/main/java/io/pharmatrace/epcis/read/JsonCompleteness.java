package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.ProblemCode;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a JSON document must have around its events (JSON schema of EPCIS 2.0). */
final class JsonCompleteness {
  private static final String BODY = "epcisBody";
  private static final Set<String> RESULTS = Set.of("eventList", "event", "vocabularyList");

  private final Set<String> seen = new HashSet<>();

  /**
   * Notes a member of the body, of query results or of their body; false if it was noted before.
   */
  boolean seen(String name) {
    return seen.add(name);
  }

  /** The body has another problem: nothing in it is missed. */
  void unknown() {
    seen.addAll(List.of("queryResults", "queryName", "resultsBody", "eventList"));
  }

  /** Says what is missing; of nested parts only the outermost. */
  void check(Set<String> members, boolean body, boolean query, Problems problems) {
    if (!members.contains("@context")) {
      missing("", "@context", problems);
    }
    if (!body) {
      missing("", BODY, problems);
    } else if (query) {
      results(problems);
    } else if (Collections.disjoint(seen, RESULTS)) {
      missing("/" + BODY, "eventList", problems);
    }
  }

  private void results(Problems problems) {
    String results = "/" + BODY + "/queryResults";
    if (!seen.contains("queryResults")) {
      missing("/" + BODY, "queryResults", problems);
      return;
    }
    if (!seen.contains("queryName")) {
      missing(results, "queryName", problems);
    }
    if (!seen.contains("resultsBody")) {
      missing(results, "resultsBody", problems);
    } else if (Collections.disjoint(seen, RESULTS)) {
      missing(results + "/resultsBody", "eventList", problems);
    }
  }

  private static void missing(String outer, String name, Problems problems) {
    problems.add(ProblemCode.FIELD_MISSING, JsonFields.pointer(outer, name), name + " is missing.");
  }
}
