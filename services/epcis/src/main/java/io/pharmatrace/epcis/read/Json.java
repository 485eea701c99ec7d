package io.pharmatrace.epcis.read;

import java.util.List;
import java.util.Map;

/** A JSON value in memory. */
sealed interface Json {

  /** Members in document order. */
  record Obj(Map<String, Json> members) implements Json {}

  /** Elements. */
  record Arr(List<Json> elements) implements Json {}

  /** A string. */
  record Text(String value) implements Json {}

  /** A number: in plain decimal notation, or as it stood if it is too large for that. */
  record Num(String value) implements Json {}

  /** True or false. */
  record Bool(boolean value) implements Json {}

  /** Null. */
  record Nul() implements Json {}
}
