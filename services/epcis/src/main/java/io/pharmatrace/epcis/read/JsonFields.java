package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields in JSON: members without a prefix that the document does not declare itself. */
final class JsonFields implements Fields {
  private static final String CONTEXT = "@context";

  private final Map<String, Json> members;
  private final boolean object;
  private final String path;
  private final JsonContext context;

  JsonFields(Json value, String path, JsonContext outer) {
    this.object = value instanceof Json.Obj;
    this.members = value instanceof Json.Obj(var found) ? found : Map.of();
    this.path = path;
    Json own = members.get(CONTEXT);
    this.context = own == null ? outer : outer.with(own);
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
    List<String> paths = new ArrayList<>();
    for (String name : members.keySet()) {
      if (!known.contains(name) && !isForeign(name) && !name.equals(CONTEXT)) {
        paths.add(path(name));
      }
    }
    return paths;
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
    return name.indexOf(':') > 0 || context.isTerm(name);
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
