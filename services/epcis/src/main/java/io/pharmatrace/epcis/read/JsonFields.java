package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields in JSON: members without a prefix that the document does not declare itself. */
final class JsonFields implements Fields {
  private static final String CONTEXT = "@context";

  /** Members whose values the JSON schema wants in a list, also a single one. */
  private static final Set<String> LISTS =
      Set.of(
          "epcList",
          "childEPCs",
          "inputEPCList",
          "outputEPCList",
          "quantityList",
          "childQuantityList",
          "inputQuantityList",
          "outputQuantityList",
          "bizTransactionList",
          "sourceList",
          "destinationList",
          "sensorElementList",
          "sensorReport",
          "correctiveEventIDs",
          "set",
          "unset",
          "vocabularyList",
          "vocabularyElementList",
          "attributes",
          "children");

  private final Map<String, Json> members;
  private final boolean object;
  private final String path;
  private final JsonContext context;
  private final List<String> repeated = new ArrayList<>();
  private Set<String> known = Set.of();

  JsonFields(Json value, String path, JsonContext outer) {
    this.object = value instanceof Json.Obj;
    Map<String, Json> given = value instanceof Json.Obj(var found) ? found : Map.of();
    this.path = path;
    Json own = given.get(CONTEXT);
    this.context = own == null ? outer : outer.with(own);
    this.members = standardNames(given);
  }

  /** The members of the standard under their plain names, however the document spells them. */
  private Map<String, Json> standardNames(Map<String, Json> given) {
    Map<String, Json> result = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          if (result.putIfAbsent(context.standardName(name), value) != null) {
            repeated.add(path(name));
          }
        });
    return result;
  }

  @Override
  public String path() {
    return path.isEmpty() ? "/" : path;
  }

  @Override
  public String path(String name) {
    return pointer(path, name);
  }

  @Override
  public boolean isObject() {
    return object;
  }

  @Override
  public @Nullable Scalar scalar(String name) {
    Json value = members.get(name);
    return value == null ? null : scalar(value, path(name));
  }

  @Override
  public @Nullable Scalar self(String jsonName) {
    return scalar(jsonName);
  }

  @Override
  public List<Scalar> scalars(String list, String item) {
    return repeatedScalars(list);
  }

  @Override
  public List<Scalar> repeatedScalars(String name) {
    Json value = members.get(name);
    if (!(value instanceof Json.Arr(var elements))) {
      return value == null ? List.of() : List.of(scalar(value, path(name)));
    }
    List<Scalar> result = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      result.add(scalar(elements.get(i), path(name) + "/" + i));
    }
    return result;
  }

  @Override
  public List<Fields> objects(String list, String item) {
    return repeatedObjects(list);
  }

  @Override
  public List<Fields> repeatedObjects(String name) {
    Json value = members.get(name);
    if (!(value instanceof Json.Arr(var elements))) {
      return value == null ? List.of() : List.of(new JsonFields(value, path(name), context));
    }
    List<Fields> result = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      result.add(new JsonFields(elements.get(i), path(name) + "/" + i, context));
    }
    return result;
  }

  @Override
  public @Nullable Fields object(String name) {
    Json value = members.get(name);
    return value == null ? null : new JsonFields(value, path(name), context);
  }

  @Override
  public List<Extension> extensions() {
    List<Extension> result = new ArrayList<>();
    members.forEach(
        (name, value) -> {
          if (isForeign(name)) {
            JsonExtensions.add(name, value, context, result);
          }
        });
    return result;
  }

  @Override
  public List<Extension> all() {
    List<Extension> result = new ArrayList<>();
    members.forEach(
        (name, value) -> {
          if (!name.equals(CONTEXT)) {
            JsonExtensions.add(name, value, context, result);
          }
        });
    return result;
  }

  @Override
  public List<Extension> value(String jsonName, String leftOut) {
    List<Extension> result = new ArrayList<>();
    Json value = members.get(jsonName);
    if (value != null) {
      JsonExtensions.add(jsonName, value, context, result);
    }
    return result;
  }

  @Override
  public List<String> unknown(Set<String> known) {
    this.known = known;
    List<String> paths = new ArrayList<>();
    for (String name : members.keySet()) {
      if (!known.contains(name) && !isForeign(name) && !name.equals(CONTEXT)) {
        paths.add(path(name));
      }
    }
    return paths;
  }

  @Override
  public List<String> foreign() {
    return members.keySet().stream().filter(this::isForeign).map(this::path).toList();
  }

  @Override
  public List<Problem> faults() {
    List<Problem> found = new ArrayList<>();
    repeated.forEach(at -> found.add(new Problem(ProblemCode.FIELD_DUPLICATE, at, Problems.TWICE)));
    members.forEach(
        (name, value) -> {
          if (name.equals(CONTEXT)) {
            found.addAll(ProtectedNames.conflicts(value, context, path(name)));
          } else if (isForeign(name)) {
            found.addAll(JsonKeywords.check(name, value, context, path(name)));
          } else if (LISTS.contains(name)
              && (value instanceof Json.Text || value instanceof Json.Obj)) {
            found.add(new Problem(ProblemCode.FIELD_TYPE, path(name), "Expected a list here."));
          }
        });
    return found;
  }

  @Override
  public String expand(String text) {
    return context.expand(text);
  }

  /** A JSON Pointer (RFC 6901) one step longer. */
  static String pointer(String path, String name) {
    return path + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private boolean isForeign(String name) {
    // In its own place a field of the standard is meant, whatever else the name stands for.
    return name.indexOf(':') > 0 || (context.isTerm(name) && !known.contains(name));
  }

  private static Scalar scalar(Json value, String path) {
    return switch (value) {
      case Json.Text(var text) -> new Scalar(text.strip(), path, Scalar.Kind.TEXT);
      case Json.Num(var text) -> new Scalar(text, path, Scalar.Kind.NUMBER);
      case Json.Bool(var bool) -> new Scalar(String.valueOf(bool), path, Scalar.Kind.BOOLEAN);
      case Json.Obj o -> new Scalar("", path, Scalar.Kind.STRUCTURE);
      case Json.Arr a -> new Scalar("", path, Scalar.Kind.STRUCTURE);
      case Json.Nul n -> new Scalar("", path, Scalar.Kind.STRUCTURE);
    };
  }
}
