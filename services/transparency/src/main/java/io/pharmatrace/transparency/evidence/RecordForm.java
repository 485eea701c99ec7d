package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Slots;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON: a member for each component, left out where an Optional is empty; of a sealed
 * interface {@code type} says which record. Bytes are lower-case hexadecimal digits, an address has
 * {@code 0x} before them.
 *
 * <p>Whether the text is the one form that a value has is not looked at here: the reader of a file
 * writes again what it read, and compares.
 */
final class RecordForm {
  private static final String TYPE = "type";

  private RecordForm() {}

  static Json write(Object value) {
    return switch (value) {
      case Bytes32 bytes -> new Json.Text(bytes.hex());
      case Bytes bytes -> new Json.Text(bytes.hex());
      case Address address -> new Json.Text(address.hex());
      case Slots slots -> new Json.Text(slots.encode().hex());
      case String text -> new Json.Text(text);
      case Long number -> new Json.Whole(number);
      case Integer number -> new Json.Whole(number);
      case EntryType type -> new Json.Whole(type.code());
      case List<?> items -> new Json.Items(items.stream().map(RecordForm::write).toList());
      case Record members -> write(members);
      default -> throw new IllegalArgumentException("no form for " + value.getClass());
    };
  }

  private static Json write(Record value) {
    SortedMap<String, Json> members = new TreeMap<>();
    RecordShape shape = RecordShape.of(value.getClass());
    shape.variant().ifPresent(name -> members.put(TYPE, new Json.Text(name)));
    for (RecordShape.Part part : shape.parts()) {
      Object held = part.of(value);
      if (held instanceof Optional<?> optional) {
        optional.ifPresent(present -> members.put(part.name(), write(present)));
      } else {
        members.put(part.name(), write(held));
      }
    }
    return new Json.Members(members);
  }

  /**
   * Reads a value.
   *
   * @param where for a person, as in {@code subject.path.hops[2]}
   * @throws MalformedException when it is not of that type, or not one that the type allows
   */
  static <T> T read(Class<T> type, Json json, String where) throws MalformedException {
    return type.cast(read((Type) type, json, where));
  }

  private static Object read(Type type, Json json, String where) throws MalformedException {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return items(list.getActualTypeArguments()[0], json, where);
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalArgumentException("no form for " + type);
    }
    try {
      return plain == long.class || plain == int.class || plain == EntryType.class
          ? number(plain, json, where)
          : (plain.isRecord() && plain != Slots.class) || plain.isSealed()
              ? members(plain, json, where)
              : text(plain, json, where);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new MalformedException(where + ": " + e.getMessage());
    }
  }

  private static Object items(Type of, Json json, String where) throws MalformedException {
    if (!(json instanceof Json.Items(List<Json> values))) {
      throw new MalformedException(where + ": expected a list");
    }
    List<Object> items = new ArrayList<>();
    for (Json value : values) {
      items.add(read(of, value, where + "[" + items.size() + "]"));
    }
    return List.copyOf(items);
  }

  private static Object number(Class<?> type, Json json, String where) throws MalformedException {
    if (!(json instanceof Json.Whole(long value))) {
      throw new MalformedException(where + ": expected a number");
    }
    if (type == long.class) {
      return value;
    }
    int small = Math.toIntExact(value);
    return type == int.class ? small : EntryType.ofCode(small);
  }

  private static Object text(Class<?> type, Json json, String where) throws MalformedException {
    if (!(json instanceof Json.Text(String value))) {
      throw new MalformedException(where + ": expected a string");
    }
    if (type == String.class) {
      return value;
    } else if (type == Bytes32.class) {
      return Bytes32.fromHex(value);
    } else if (type == Bytes.class) {
      return Bytes.fromHex(value);
    } else if (type == Address.class) {
      return Address.fromHex(value);
    } else if (type == Slots.class) {
      return new Slots(new BigInteger(1, Bytes32.fromHex(value).bytes()));
    }
    throw new IllegalStateException("no form for " + type);
  }

  private static Object members(Class<?> type, Json json, String where) throws MalformedException {
    if (!(json instanceof Json.Members(SortedMap<String, Json> values))) {
      throw new MalformedException(where + ": expected an object");
    }
    SortedMap<String, Json> left = new TreeMap<>(values);
    RecordShape shape =
        type.isSealed() ? variant(type, left.get(TYPE), where) : RecordShape.of(type);
    if (shape.variant().isPresent()
        && !new Json.Text(shape.variant().get()).equals(left.remove(TYPE))) {
      throw new MalformedException(where + ": no or another type");
    }
    Object[] held = new Object[shape.parts().size()];
    for (int i = 0; i < held.length; i++) {
      RecordShape.Part part = shape.parts().get(i);
      held[i] = component(part, left.remove(part.name()), where);
    }
    if (!left.isEmpty()) {
      throw new MalformedException(where + ": unknown member " + left.firstKey());
    }
    return shape.make(held);
  }

  private static RecordShape variant(Class<?> type, @Nullable Json named, String where)
      throws MalformedException {
    for (Class<?> variant : type.getPermittedSubclasses()) {
      RecordShape shape = RecordShape.of(variant);
      if (shape.variant().map(Json.Text::new).filter(text -> text.equals(named)).isPresent()) {
        return shape;
      }
    }
    throw new MalformedException(where + ": no or unknown type");
  }

  private static Object component(RecordShape.Part part, @Nullable Json json, String where)
      throws MalformedException {
    String name = where + "." + part.name();
    if (json != null) {
      Object value = read(part.type(), json, name);
      return part.optional() ? Optional.of(value) : value;
    }
    if (part.optional()) {
      return Optional.empty();
    }
    throw new MalformedException(name + ": missing");
  }
}
