package io.pharmatrace.transparency.evidence;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** JSON as evidence needs it: whole numbers, strings, lists and objects. Immutable. */
sealed interface Json {
  /** The largest number that every JSON reader keeps exactly: 2^53 - 1. */
  long LARGEST = (1L << 53) - 1;

  /** A number from 0 to {@link #LARGEST}. */
  record Whole(long value) implements Json {
    public Whole {
      if (value < 0 || value > LARGEST) {
        throw new IllegalArgumentException("no number from 0 to 2^53 - 1: " + value);
      }
    }
  }

  /** A string. */
  record Text(String value) implements Json {}

  /** A list. */
  record Items(List<Json> values) implements Json {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** An object, its members in the order of RFC 8785 section 3.2.3, which is that of strings. */
  record Members(SortedMap<String, Json> values) implements Json {
    public Members {
      values = new TreeMap<>(values);
    }
  }

  /** The canonical form (RFC 8785). */
  default String write() {
    StringBuilder out = new StringBuilder();
    write(this, out);
    return out.toString();
  }

  private static void write(Json json, StringBuilder out) {
    switch (json) {
      case Whole(long value) -> out.append(value);
      case Text(String value) -> quote(value, out);
      case Items(List<Json> values) -> {
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
          out.append(i == 0 ? "" : ",");
          write(values.get(i), out);
        }
        out.append(']');
      }
      case Members(SortedMap<String, Json> values) -> {
        String separator = "{";
        for (var member : values.entrySet()) {
          quote(member.getKey(), out.append(separator));
          write(member.getValue(), out.append(':'));
          separator = ",";
        }
        out.append(values.isEmpty() ? "{}" : "}");
      }
    }
  }

  /** Section 3.2.2.2: the two-character escapes where there are any, else {@code \\u00xx}. */
  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(c / 16).append(Character.forDigit(c % 16, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
