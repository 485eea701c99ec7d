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

  /** What is wrong with a user's field: its name, its value, and the fields inside. */
  static List<Problem> check(String name, Json value, JsonContext context, String path) {
    JsonKeywords keywords = new JsonKeywords();
    keywords.member(name, value, context, path);
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

  private void member(String name, Json value, JsonContext context, String path) {
    Problem undeclared = context.undeclared(name, path);
    if (undeclared != null) {
      found.add(undeclared);
    }
    value(value, context, path);
  }

  private void value(Json value, JsonContext context, String path) {
    switch (value) {
      case Json.Num(var text) -> {
        if (Literals.number(text) == null) {
          found.add(
              new Problem(
                  ProblemCode.NUMBER_INVALID,
                  path,
                  Problems.quote(text) + " has more digits than can be kept as a number."));
        }
      }
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
      found.addAll(ProtectedNames.conflicts(own, context, JsonFields.pointer(path, CONTEXT)));
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
        literal(name, members, context, at);
      } else if (name.equals(TEXT)) {
        plain(name, member.getValue(), at);
      } else if (name.startsWith("@")) {
        keyword(name, members, at);
      } else {
        member(name, member.getValue(), context, at);
      }
    }
  }

  private void literal(String name, Map<String, Json> members, JsonContext context, String at) {
    Json value = members.get(name);
    if (!OF_VALUE.contains(name)) {
      unkept(at, name + " beside @value");
    } else if (value != null && name.equals(VALUE)) {
      plain(name, value, at);
    } else if (!name.equals(CONTEXT) && !(value instanceof Json.Text)) {
      unkept(at, "this " + name);
    } else if (name.equals(TYPE)
        && value instanceof Json.Text(var type)
        && !isStructure(members.get(VALUE))
        && SchemaTypes.ofIri(context.expand(type)) == null) {
      unkept(at, "a type that is none of XML Schema");
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
    if (isStructure(value) || value instanceof Json.Nul) {
      unkept(at, name + " that is no plain value");
    }
  }

  private static boolean isStructure(@Nullable Json value) {
    return value instanceof Json.Obj || value instanceof Json.Arr;
  }

  private void unkept(String at, String what) {
    found.add(
        new Problem(
            ProblemCode.FIELD_TYPE, at, "An event cannot keep " + what + " in every syntax."));
  }
}
