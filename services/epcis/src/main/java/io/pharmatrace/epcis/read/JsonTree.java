package io.pharmatrace.epcis.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pharmatrace.epcis.ProblemCode;
import io.pharmatrace.epcis.ReadLimits;
import io.pharmatrace.epcis.write.XmlChars;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds values from JSON tokens, within limits on depth and number of values. */
final class JsonTree {
  private final JsonParser parser;
  private final ReadLimits limits;
  private final Problems problems;
  private int nodes;

  private JsonTree(JsonParser parser, ReadLimits limits, Problems problems) {
    this.parser = parser;
    this.limits = limits;
    this.problems = problems;
  }

  /**
   * Reads the value that starts at the current token.
   *
   * @param problems take members that occur twice and texts that cannot be kept
   * @throws LimitException if there are too many values or levels
   */
  static Json read(JsonParser parser, ReadLimits limits, Problems problems) throws IOException {
    return new JsonTree(parser, limits, problems).value();
  }

  /** The name of the member at the current token; a problem if it cannot be kept. */
  static String name(JsonParser parser, Problems problems) throws IOException {
    return checked(parser.currentName(), parser, problems);
  }

  private Json value() throws IOException {
    if (++nodes > limits.maxNodesPerEvent()) {
      throw new LimitException(
          ProblemCode.LIMIT_EVENT_SIZE,
          "One part has more than " + limits.maxNodesPerEvent() + " values.");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> new Json.Text(checked(parser.getText(), parser, problems));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      default -> new Json.Nul();
    };
  }

  private Json object() throws IOException {
    checkDepth();
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = name(parser, problems);
      parser.nextToken();
      if (members.put(name, value()) != null) {
        problems.add(
            ProblemCode.FIELD_DUPLICATE,
            path(parser),
            Problems.quote(name) + " occurs twice in one object.");
      }
    }
    return new Json.Obj(members);
  }

  private Json array() throws IOException {
    checkDepth();
    List<Json> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value());
    }
    return new Json.Arr(elements);
  }

  private static String path(JsonParser parser) {
    return parser.getParsingContext().pathAsPointer().toString();
  }

  private static String checked(String text, JsonParser parser, Problems problems) {
    if (!XmlChars.isAllowed(text)) {
      problems.add(
          ProblemCode.TEXT_INVALID,
          path(parser),
          Problems.quote(text) + " has a control character or half of a surrogate pair.");
    }
    return text;
  }

  private void checkDepth() throws LimitException {
    if (parser.getParsingContext().getNestingDepth() > limits.maxDepth()) {
      throw new LimitException(
          ProblemCode.LIMIT_DEPTH, "Nested deeper than " + limits.maxDepth() + " levels.");
    }
  }

  private static Json number(String text) {
    BigDecimal number = Literals.number(text);
    return new Json.Num(number == null ? text : number.toPlainString());
  }
}
