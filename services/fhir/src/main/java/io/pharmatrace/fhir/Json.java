package io.pharmatrace.fhir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of JSON as FHIR uses it: there is no {@code null}. Immutable. */
public sealed interface Json {

  /** A text. */
  record Text(String value) implements Json {}

  /**
   * A number.
   *
   * @param literal as it was written: FHIR's decimals keep their precision (1.50 is not 1.5)
   */
  record Num(String literal) implements Json {}

  /** True or false. */
  record Bool(boolean value) implements Json {}

  /** A list. */
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** An object; its members keep their order. */
  record Obj(Map<String, Json> members) implements Json {
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** A member, or null. */
    public @Nullable Json get(String name) {
      return members.get(name);
    }

    /** A member that is a text, or null if it is not there or something else. */
    public @Nullable String text(String name) {
      return members.get(name) instanceof Text(String value) ? value : null;
    }

    /** A member that is an object, or null. */
    public @Nullable Obj object(String name) {
      return members.get(name) instanceof Obj object ? object : null;
    }

    /** The objects in a member that is a list; none if it is not there. */
    public List<Obj> objects(String name) {
      List<Obj> found = new ArrayList<>();
      if (members.get(name) instanceof Arr(List<Json> items)) {
        for (Json item : items) {
          if (item instanceof Obj object) {
            found.add(object);
          }
        }
      }
      return found;
    }

    /** The texts in a member that is a list; none if it is not there. */
    public List<String> texts(String name) {
      List<String> found = new ArrayList<>();
      if (members.get(name) instanceof Arr(List<Json> items)) {
        for (Json item : items) {
          if (item instanceof Text(String value)) {
            found.add(value);
          }
        }
      }
      return found;
    }

    /** The same with another value of one member, at its place or at the end. */
    public Obj with(String name, Json value) {
      Map<String, Json> changed = new LinkedHashMap<>(members);
      changed.put(name, value);
      return new Obj(changed);
    }
  }

  /** Begins an object. */
  static Builder object() {
    return new Builder();
  }

  /** Builds an object; what is null or empty is left out, as FHIR wants it. For one thread. */
  final class Builder {
    private final Map<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    /** A text, unless it is null or empty. */
    public Builder text(String name, @Nullable String value) {
      if (value != null && !value.isEmpty()) {
        members.put(name, new Text(value));
      }
      return this;
    }

    /** A whole number. */
    public Builder number(String name, long value) {
      members.put(name, new Num(Long.toString(value)));
      return this;
    }

    /** True or false. */
    public Builder flag(String name, boolean value) {
      members.put(name, new Bool(value));
      return this;
    }

    /** An object, unless it is null or empty. */
    public Builder object(String name, @Nullable Obj value) {
      if (value != null && !value.members().isEmpty()) {
        members.put(name, value);
      }
      return this;
    }

    /** A list of objects, unless there are none. */
    public Builder objects(String name, List<Obj> values) {
      if (!values.isEmpty()) {
        members.put(name, new Arr(List.copyOf(values)));
      }
      return this;
    }

    /** A list of texts, unless there are none. */
    public Builder texts(String name, List<String> values) {
      if (!values.isEmpty()) {
        members.put(name, new Arr(values.stream().<Json>map(Text::new).toList()));
      }
      return this;
    }

    /** The object. */
    public Obj build() {
      return new Obj(members);
    }
  }
}
