package io.pharmatrace.epcis.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.pharmatrace.epcis.EventSink;
import io.pharmatrace.epcis.ProblemCode;
import io.pharmatrace.epcis.ReadLimits;
import io.pharmatrace.epcis.StreamResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Streams the events of a JSON or JSON-LD document, query document, list of events or bare event.
 * Use a new one for each document.
 *
 * <p>A context that comes after the body, or none at all, forces the body into memory, up to the
 * limit of one part.
 */
public final class JsonDocumentReader {
  private static final String CONTEXT = "@context";
  private static final String BODY = "epcisBody";

  private final ReadLimits limits;
  private final Problems problems;
  private final JsonEvents events;
  private final Map<String, Json> members = new LinkedHashMap<>();
  private final JsonContext standard;
  private JsonContext context;
  private final JsonCompleteness completeness = new JsonCompleteness();
  private String path = "";
  private LimitedInput input = new LimitedInput(InputStream.nullInputStream(), 0);

  public JsonDocumentReader(ReadLimits limits, EventSink sink) {
    this.limits = limits;
    this.standard = limits.equals(ReadLimits.WRITTEN) ? JsonContext.WRITTEN : JsonContext.STANDARD;
    this.context = standard;
    this.problems = new Problems(limits.maxProblems());
    this.events = new JsonEvents(limits, sink);
  }

  /**
   * Reads to the end or to where it is impossible to go on. Does not close the stream.
   *
   * @throws IOException if the stream itself fails
   */
  public StreamResult read(InputStream in) throws IOException {
    JsonEnvelope envelope = new JsonEnvelope(problems);
    input = new LimitedInput(in, limits.maxBytes());
    try (JsonParser parser = factory().createParser(UnicodeText.json(input))) {
      top(parser, envelope);
      if (parser.nextToken() != null) {
        problems.add(ProblemCode.NOT_WELL_FORMED, "/", "There is more after the document.");
      }
    } catch (LimitException limit) {
      problems.add(limit.code(), path, String.valueOf(limit.getMessage()));
    } catch (StreamConstraintsException limit) {
      problems.add(
          ProblemCode.LIMIT_EVENT_SIZE,
          path,
          "A value or name is longer than " + limits.maxTextLength() + " characters.");
    } catch (JsonProcessingException broken) {
      problems.add(ProblemCode.NOT_WELL_FORMED, path, "The JSON is not well-formed" + at(broken));
    } catch (CharacterCodingException broken) {
      problems.add(ProblemCode.NOT_WELL_FORMED, path, "The bytes are not in a Unicode encoding.");
    }
    return new StreamResult(envelope.build(), events.count(), problems.found());
  }

  private void top(JsonParser parser, JsonEnvelope envelope) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_ARRAY) {
      envelope.bare();
      events(parser, "");
    } else if (first == JsonToken.START_OBJECT) {
      document(parser, envelope);
    } else {
      problems.add(ProblemCode.NOT_EPCIS, "/", "Expected a JSON object with an EPCIS document.");
    }
  }

  private void document(JsonParser parser, JsonEnvelope envelope) throws IOException {
    Json lateBody = null;
    boolean body = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = context.standardName(JsonTree.name(parser, problems));
      path = JsonFields.pointer("", name);
      parser.nextToken();
      if (name.equals(BODY) && !body && members.containsKey(CONTEXT)) {
        body(parser, envelope);
        body = true;
      } else {
        Json value = tree(parser);
        if (members.put(name, value) != null || (name.equals(BODY) && body)) {
          problems.add(ProblemCode.FIELD_DUPLICATE, path, "This member occurs twice.");
        } else if (name.equals(CONTEXT)) {
          context = context.with(value);
        } else if (name.equals(BODY)) {
          lateBody = value;
          body = true;
        }
      }
    }
    path = "";
    if (lateBody != null) {
      members.remove(BODY);
      lateBody(lateBody, envelope);
    }
    finish(envelope, body);
  }

  /** Without a body the whole document is one event, if it says so. */
  private void finish(JsonEnvelope envelope, boolean body) throws IOException {
    Json.Obj document = new Json.Obj(members);
    String type = JsonEvents.type(document, context);
    if (body || type.equals("EPCISDocument") || type.equals("EPCISQueryDocument")) {
      envelope.document(type, new JsonFields(document, "", standard));
      completeness.check(members.keySet(), body, type.equals("EPCISQueryDocument"), problems);
    } else if (XmlDocumentReader.EVENT_TYPES.contains(type)) {
      envelope.bare();
      events.take(document, "", standard, problems);
    } else {
      problems.add(
          ProblemCode.NOT_EPCIS,
          "/type",
          "The type is "
              + Problems.quote(type)
              + "; expected EPCISDocument, EPCISQueryDocument or an event.");
    }
  }

  private void body(JsonParser parser, JsonEnvelope envelope) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      completeness.unknown();
      problems.add(ProblemCode.FIELD_TYPE, path, "Expected an object here.");
      tree(parser);
      return;
    }
    String outer = path;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = context.standardName(JsonTree.name(parser, problems));
      path = JsonFields.pointer(outer, name);
      if (!completeness.seen(name)) {
        problems.add(ProblemCode.FIELD_DUPLICATE, path, Problems.TWICE);
      }
      JsonToken value = parser.nextToken();
      if (name.equals("eventList") && value == JsonToken.START_ARRAY) {
        events(parser, path);
      } else if ((name.equals("queryResults") || name.equals("resultsBody"))
          && value == JsonToken.START_OBJECT) {
        body(parser, envelope);
      } else {
        bodyMember(name, tree(parser), envelope);
      }
      path = outer;
    }
  }

  /** The same for a body that is in memory already. */
  private void lateBody(Json value, JsonEnvelope envelope) throws IOException {
    if (!(value instanceof Json.Obj(var parts))) {
      completeness.unknown();
      problems.add(ProblemCode.FIELD_TYPE, "/" + BODY, "Expected an object here.");
      return;
    }
    lateBody(parts, "/" + BODY, envelope);
  }

  private void lateBody(Map<String, Json> parts, String outer, JsonEnvelope envelope)
      throws IOException {
    for (Map.Entry<String, Json> part : parts.entrySet()) {
      String name = context.standardName(part.getKey());
      path = JsonFields.pointer(outer, name);
      if (!completeness.seen(name)) {
        problems.add(ProblemCode.FIELD_DUPLICATE, path, Problems.TWICE);
      }
      if (name.equals("eventList") && part.getValue() instanceof Json.Arr(var list)) {
        for (int i = 0; i < list.size(); i++) {
          events.take(list.get(i), path + "/" + i, context, problems);
        }
      } else if ((name.equals("queryResults") || name.equals("resultsBody"))
          && part.getValue() instanceof Json.Obj(var inner)) {
        lateBody(inner, path, envelope);
      } else {
        bodyMember(name, part.getValue(), envelope);
      }
      path = outer;
    }
  }

  private void bodyMember(String name, Json value, JsonEnvelope envelope) throws IOException {
    switch (name) {
      case "event" -> events.take(value, path, context, problems);
      case "queryName", "subscriptionID", "vocabularyList" -> envelope.query(name, value, context);
      case "eventList" -> problems.add(ProblemCode.FIELD_TYPE, path, "Expected a list here.");
      case "queryResults", "resultsBody" -> {
        completeness.unknown();
        problems.add(ProblemCode.FIELD_TYPE, path, "Expected an object here.");
      }
      default -> {
        if (!envelope.foreign(name, value, context, path)) {
          problems.add(ProblemCode.FIELD_UNKNOWN, path, Problems.NO_SUCH_FIELD);
        }
      }
    }
  }

  private void events(JsonParser parser, String list) throws IOException {
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      path = list + "/" + i;
      Json event = tree(parser);
      events.take(event, path, context, problems);
    }
    path = list;
  }

  private Json tree(JsonParser parser) throws IOException {
    input.part(limits.maxPartBytes());
    Json value = JsonTree.read(parser, limits, problems);
    input.part(Long.MAX_VALUE);
    return value;
  }

  private JsonFactory factory() {
    return JsonFactory.builder()
        .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxStringLength(limits.maxTextLength())
                // Our own check comes first, with a clearer answer.
                .maxNestingDepth(limits.maxDepth() + 8)
                .build())
        .build();
  }

  private static String at(JsonProcessingException broken) {
    var location = broken.getLocation();
    return location == null
        ? "."
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ").";
  }
}
