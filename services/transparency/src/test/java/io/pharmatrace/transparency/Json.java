package io.pharmatrace.transparency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the vectors: maps in order, lists, numbers and strings that need no escaping. */
final class Json {
  private Json() {}

  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, "", out);
    return out.append('\n').toString();
  }

  private static void write(Object value, String indent, StringBuilder out) {
    String inner = indent + "  ";
    switch (value) {
      case Map<?, ?> map -> {
        out.append("{");
        String separator = "\n";
        for (Map.Entry<?, ?> field : map.entrySet()) {
          out.append(separator).append(inner).append('"').append(field.getKey()).append("\": ");
          write(field.getValue(), inner, out);
          separator = ",\n";
        }
        out.append('\n').append(indent).append('}');
      }
      case List<?> list when list.isEmpty() -> out.append("[]");
      case List<?> list -> {
        out.append("[");
        String separator = "\n";
        for (Object item : list) {
          out.append(separator).append(inner);
          write(item, inner, out);
          separator = ",\n";
        }
        out.append('\n').append(indent).append(']');
      }
      case Number number -> out.append(number);
      case String text -> out.append('"').append(text).append('"');
      case Bytes32 bytes -> out.append("\"0x").append(bytes.hex()).append('"');
      case Address address -> out.append('"').append(address.hex()).append('"');
      case byte[] bytes ->
          out.append("\"0x").append(java.util.HexFormat.of().formatHex(bytes)).append('"');
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }
}
