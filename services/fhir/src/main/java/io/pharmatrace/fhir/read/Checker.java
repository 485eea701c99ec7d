package io.pharmatrace.fhir.read;

import io.pharmatrace.fhir.Json;
import io.pharmatrace.fhir.Problem;
import io.pharmatrace.fhir.ProblemCode;
import io.pharmatrace.fhir.ResourceType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Holds the tree of a resource against the table of elements. One for each resource. */
final class Checker {
  private static final Pattern MIME =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
              + "(?:; ?[A-Za-z0-9-]{1,40}=[A-Za-z0-9._+:/\"-]{1,100}){0,1}");
  private static final Pattern LANGUAGE =
      Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}");
  private static final Set<String> OF_NO_RULE = Set.of("resourceType");

  private final Problems problems;
  private final References references;

  private Checker(Problems problems, References references) {
    this.problems = problems;
    this.references = references;
  }

  /** Notes everything that is wrong with a resource of a type that is taken. */
  static void check(Json.Obj resource, ResourceType type, Problems problems) {
    String name = type.fhirName();
    References references = new References(resource, problems);
    Checker checker = new Checker(problems, references);
    checker.object(name, resource, name);
    if (ResourceRules.of(name, "contained") != null) {
      references.checkContained(name);
    }
  }

  private void object(String owner, Json.Obj object, String at) {
    Map<String, String> seen = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (member, value) -> {
              if (OF_NO_RULE.contains(member) && ResourceType.of(owner) != null) {
                return;
              }
              ElementRule rule = ResourceRules.of(owner, member);
              if (rule == null) {
                unsupported(member, at);
                return;
              }
              String other = seen.put(rule.name(), member);
              if (other != null) {
                problems.add(
                    ProblemCode.CHOICE_TWICE,
                    at + "." + rule.name(),
                    other + " and " + member + " cannot stand beside each other; keep one.");
              }
              element(rule, value, at + "." + rule.name());
            });
    missing(owner, seen.keySet(), at);
    Invariants.check(owner, object, at, problems);
  }

  private void missing(String owner, Set<String> seen, String at) {
    Set<String> told = new HashSet<>(seen);
    for (ElementRule rule : ResourceRules.membersOf(owner).values()) {
      if (rule.min() > 0 && told.add(rule.name())) {
        problems.add(
            ProblemCode.ELEMENT_MISSING, at + "." + rule.name(), rule.name() + " is missing.");
      }
    }
  }

  private void unsupported(String member, String at) {
    String message =
        switch (member) {
          case "extension", "modifierExtension" ->
              "Extensions are not taken: they could change what the resource means.";
          case "text" -> "Narrative (text) is not taken: only elements are stored and decided on.";
          case "contained" -> "Contained resources are not taken here.";
          case "implicitRules" -> "Rules that are implied elsewhere (implicitRules) are not taken.";
          case "resourceType" -> "resourceType stands in resources only.";
          default ->
              member.startsWith("_")
                  ? Problem.quote(member) + ": ids and extensions of values are not taken."
                  : Problem.quote(member)
                      + " is not taken here: either FHIR R4 has no such element, or it is not"
                      + " supported.";
        };
    problems.add(ProblemCode.ELEMENT_UNSUPPORTED, at, message);
  }

  private void element(ElementRule rule, Json value, String at) {
    if (!rule.many()) {
      single(rule, value, at);
    } else if (value instanceof Json.Arr(List<Json> items)) {
      for (int i = 0; i < items.size(); i++) {
        single(rule, items.get(i), at + "[" + i + "]");
      }
    } else {
      problems.add(ProblemCode.ELEMENT_TYPE, at, "A list is expected here, also for one value.");
    }
  }

  private void single(ElementRule rule, Json value, String at) {
    Primitive primitive = Primitive.of(rule.type());
    if (primitive != null) {
      primitive(rule, primitive, value, at);
    } else if (!(value instanceof Json.Obj object)) {
      problems.add(ProblemCode.ELEMENT_TYPE, at, "An object is expected here.");
    } else if (rule.type().equals("Contained")) {
      contained(rule, object, at);
    } else {
      object(rule.owner(), object, at);
      if (rule.type().equals("Reference")) {
        references.check(rule, object, at);
      }
    }
  }

  private void primitive(ElementRule rule, Primitive primitive, Json value, String at) {
    if (!primitive.isKind(value)) {
      problems.add(ProblemCode.ELEMENT_TYPE, at, "This must be " + primitive.form() + ".");
    } else if (!primitive.isForm(value)) {
      problems.add(
          ProblemCode.VALUE_INVALID,
          at,
          Problem.quote(Invariants.shown(value)) + " is not " + primitive.form() + ".");
    } else if (value instanceof Json.Text(String text) && !rule.detail().isEmpty()) {
      code(rule.detail(), text, at);
    }
  }

  private void code(List<String> codes, String text, String at) {
    boolean fits =
        switch (codes.getFirst()) {
          case "@mime" -> MIME.matcher(text).matches();
          case "@language" -> LANGUAGE.matcher(text).matches();
          default -> codes.contains(text);
        };
    if (!fits) {
      String wanted =
          switch (codes.getFirst()) {
            case "@mime" -> "a media type as text/plain";
            case "@language" -> "a language as en or de-CH";
            default -> "one of " + String.join(", ", codes);
          };
      problems.add(ProblemCode.CODE_INVALID, at, Problem.quote(text) + " is not " + wanted + ".");
    }
  }

  private void contained(ElementRule rule, Json.Obj object, String at) {
    String name = object.text("resourceType");
    if (name == null || !rule.detail().contains(name)) {
      problems.add(
          ProblemCode.TYPE_UNSUPPORTED,
          at,
          "Only these may be contained here: " + new TreeSet<>(rule.detail()) + ".");
      return;
    }
    object(name, object, at);
  }
}
