package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keywords of JSON-LD 1.1 (section 1.7) in users' fields: those that an event can keep in every
 * syntax, and problems for all others.
 */
final class JsonKeywords {
  static final String VALUE = "@value";
  static final String TYPE = "@type";
  static final String LANGUAGE = "@language";
  static final String CONTEXT = "@context";

  /** The text of an object beside its fields, as we write it. */
  static final String TEXT = "#text";

  private static final Set<String> OF_VALUE = Set.of(VALUE, TYPE, LANGUAGE, CONTEXT);
  private static final Set<String> OF_OBJECT = Set.of("@id", TYPE, CONTEXT);
  private static final List<String> LISTS = List.of("@list", "@set");

  private final List<Problem> found = new ArrayList<>();

  /** What is wrong with a user's field. */
  static List<Problem> check(Json value, JsonContext context, String path) {
    JsonKeywords keywords = new JsonKeywords();
    keywords.value(value, context, path);
    return keywords.found;
  }

  /** The elements of {@code {"@list": [...]}} or {@code @set}, which is the list; else null. */
  static @Nullable Json list(Map<String, Json> members) {
    for (String keyword : LISTS) {
      if (members.containsKey(keyword)) {
        return members.get(keyword);
      }
    }
    return null;
  }

  private void value(Json value, JsonContext context, String path) {
    switch (value) {
      case Json.Arr(var elements) -> {
        for (int i = 0; i < elements.size(); i++) {
          value(elements.get(i), context, path + "/" + i);
        }
      }
      case Json.Obj(var members) -> object(members, context, path);
      default -> {
        // A plain value has no keywords.
      }
    }
  }

  private void object(Map<String, Json> members, JsonContext outer, String path) {
    Json own = members.get(CONTEXT);
    JsonContext context = own == null ? outer : outer.with(own);
    if (own != null) {
      found.addAll(JsonContext.conflicts(own, context, JsonFields.pointer(path, CONTEXT)));
    }
    Json list = list(members);
    boolean literal = members.containsKey(VALUE);
    for (Map.Entry<String, Json> member : members.entrySet()) {
      String name = member.getKey();
      String at = JsonFields.pointer(path, name);
      if (list != null) {
        if (members.size() > 1) {
          unkept(at, name + " beside a list");
        } else {
          value(list, context, at);
        }
      } else if (literal) {
        literal(name, member.getValue(), at);
      } else if (name.equals(TEXT)) {
        plain(name, member.getValue(), at);
      } else if (name.startsWith("@")) {
        keyword(name, members, at);
      } else {
        value(member.getValue(), context, at);
      }
    }
  }

  private void literal(String name, Json value, String at) {
    if (!OF_VALUE.contains(name)) {
      unkept(at, name + " beside @value");
    } else if (name.equals(VALUE)) {
      plain(name, value, at);
    } else if (!name.equals(CONTEXT) && !(value instanceof Json.Text)) {
      unkept(at, "this " + name);
    }
  }

  private void keyword(String name, Map<String, Json> members, String at) {
    if (!OF_OBJECT.contains(name)) {
      unkept(at, name);
    } else if (members.containsKey(name.substring(1))) {
      found.add(new Problem(ProblemCode.FIELD_DUPLICATE, at, Problems.TWICE));
    }
  }

  private void plain(String name, Json value, String at) {
    boolean structure = value instanceof Json.Obj || value instanceof Json.Arr;
    if (structure || value instanceof Json.Nul) {
      unkept(at, name + " that is no plain value");
    }
  }

  private void unkept(String at, String what) {
    found.add(
        new Problem(
            ProblemCode.FIELD_TYPE, at, "An event cannot keep " + what + " in every syntax."));
  }
}
