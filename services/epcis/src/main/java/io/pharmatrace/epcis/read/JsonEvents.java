package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EventSink;
import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.ProblemCode;
import io.pharmatrace.epcis.ReadLimits;
import java.util.ArrayList;
import java.util.List;

/** Hands JSON events to a sink and counts them. */
final class JsonEvents {

  private final ReadLimits limits;
  private final EventSink sink;
  private int count;

  JsonEvents(ReadLimits limits, EventSink sink) {
    this.limits = limits;
    this.sink = sink;
  }

  int count() {
    return count;
  }

  /**
   * Gives one event to the sink.
   *
   * @param value should be an object
   * @param before problems that were found while the text was read; those of the event are taken
   *     out
   * @throws LimitException if there are too many events
   */
  void take(Json value, String path, JsonContext context, Problems before) throws LimitException {
    if (count >= limits.maxEvents()) {
      throw new LimitException(
          ProblemCode.LIMIT_EVENTS, "More than " + limits.maxEvents() + " events.");
    }
    int index = count++;
    if (!(value instanceof Json.Obj)) {
      sink.invalid(
          index, List.of(new Problem(ProblemCode.FIELD_TYPE, path, "Expected an event here.")));
      return;
    }
    JsonFields fields = new JsonFields(value, path, context);
    List<Problem> found = before.takeBelow(path);
    EventAssembler assembler = new EventAssembler(fields, limits.maxProblems());
    EpcisEvent event = assembler.assemble(type(value, context));
    if (event != null && found.isEmpty()) {
      sink.event(index, event);
    } else {
      List<Problem> problems = new ArrayList<>(found);
      problems.addAll(assembler.problems());
      sink.invalid(index, problems);
    }
  }

  /** The type of a document or event, from its short name, prefixed name or full URI. */
  static String type(Json value, JsonContext context) {
    if (value instanceof Json.Obj(var members) && members.get("type") instanceof Json.Text(var t)) {
      String full = context.expand(t);
      return full.startsWith(JsonContext.EPCIS) ? full.substring(JsonContext.EPCIS.length()) : t;
    }
    return "";
  }
}
