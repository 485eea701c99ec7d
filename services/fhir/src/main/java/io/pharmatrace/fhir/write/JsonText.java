package io.pharmatrace.fhir.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pharmatrace.fhir.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON as text, without superfluous white space. Thread-safe. */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** The text of a value; the members of objects in their order. */
  public static String of(Json value) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      write(value, generator);
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot fail", e);
    }
    return out.toString();
  }

  private static void write(Json value, JsonGenerator out) throws IOException {
    switch (value) {
      case Json.Text(String text) -> out.writeString(text);
      case Json.Num(String literal) -> out.writeNumber(literal);
      case Json.Bool(boolean flag) -> out.writeBoolean(flag);
      case Json.Arr(var items) -> {
        out.writeStartArray();
        for (Json item : items) {
          write(item, out);
        }
        out.writeEndArray();
      }
      case Json.Obj(var members) -> {
        out.writeStartObject();
        for (Map.Entry<String, Json> member : members.entrySet()) {
          out.writeFieldName(member.getKey());
          write(member.getValue(), out);
        }
        out.writeEndObject();
      }
    }
  }
}
