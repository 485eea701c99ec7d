package io.pharmatrace.fhir.read;

import io.pharmatrace.fhir.Json;
import io.pharmatrace.fhir.Problem;
import io.pharmatrace.fhir.ProblemCode;
import io.pharmatrace.fhir.Reference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks references: that they are ones, name types that may stand there, and that contained
 * resources and references to them belong together (R4: ref-1, dom-3 to dom-5).
 */
final class References {
  private final Problems problems;
  private final Map<String, String> contained = new HashMap<>();
  private final List<Json.Obj> resources;
  private final Set<String> used = new HashSet<>();

  References(Json.Obj resource, Problems problems) {
    this.problems = problems;
    this.resources = resource.objects("contained");
    for (Json.Obj inner : resources) {
      String id = inner.text("id");
      String type = inner.text("resourceType");
      if (id != null && type != null) {
        contained.putIfAbsent(id, type);
      }
    }
  }

  /** Notes what is wrong with one reference. */
  void check(ElementRule rule, Json.Obj object, String at) {
    Reference reference = Reference.of(object);
    if (reference.literal() == null
        && reference.identifier() == null
        && reference.display() == null) {
      add(at, "A reference needs reference, identifier or display.");
      return;
    }
    String named = literalType(reference, at);
    String said = reference.type();
    if (said != null && !ResourceNames.ALL.contains(said)) {
      add(at, Problem.quote(said) + " is no type of resource in FHIR R4.");
    } else if (named != null && said != null && !named.equals(said)) {
      add(at, "reference and type name different types of resources.");
    } else {
      target(rule, named == null ? said : named, at);
    }
  }

  private @Nullable String literalType(Reference reference, String at) {
    String literal = reference.literal();
    if (literal == null) {
      return null;
    }
    if (reference.isContained()) {
      String id = literal.substring(1);
      used.add(id);
      String type = contained.get(id);
      if (type == null) {
        problems.add(
            ProblemCode.RULE_BROKEN,
            at,
            "No resource " + Problem.quote(id) + " is contained here (ref-1).");
      }
      return type;
    }
    if (!reference.isRelative() && !reference.isAbsolute()) {
      add(
          at,
          Problem.quote(literal)
              + " is none of Type/id, http(s)://.../Type/id and #id; nothing else can be resolved.");
      return null;
    }
    String type = reference.targetType();
    if (type != null && !ResourceNames.ALL.contains(type)) {
      add(at, Problem.quote(type) + " is no type of resource in FHIR R4.");
      return null;
    }
    return type;
  }

  private void target(ElementRule rule, @Nullable String type, String at) {
    if (type != null && !rule.detail().isEmpty() && !rule.detail().contains(type)) {
      add(at, "A " + type + " cannot stand here; only " + String.join(", ", rule.detail()) + ".");
    }
  }

  /** Notes what is wrong with contained resources as such, after everything else was checked. */
  void checkContained(String root) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < resources.size(); i++) {
      Json.Obj inner = resources.get(i);
      String at = root + ".contained[" + i + "]";
      String id = inner.text("id");
      if (id == null || !ids.add(id)) {
        broken(at, "A contained resource has an id of its own.");
      } else if (!used.contains(id)) {
        broken(at, "Nothing refers to this contained resource (dom-3).");
      }
      Json.Obj meta = inner.object("meta");
      if (meta != null && (meta.get("versionId") != null || meta.get("lastUpdated") != null)) {
        broken(at, "A contained resource has no version and no time (dom-4).");
      }
      if (meta != null && meta.get("security") != null) {
        broken(at, "A contained resource has no security labels of its own (dom-5).");
      }
    }
  }

  private void broken(String at, String message) {
    problems.add(ProblemCode.RULE_BROKEN, at, message);
  }

  private void add(String at, String message) {
    problems.add(ProblemCode.REFERENCE_INVALID, at, message);
  }
}
