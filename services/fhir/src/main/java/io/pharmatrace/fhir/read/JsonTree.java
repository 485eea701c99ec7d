package io.pharmatrace.fhir.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.pharmatrace.fhir.Json;
import io.pharmatrace.fhir.Problem;
import io.pharmatrace.fhir.ProblemCode;
import io.pharmatrace.fhir.ReadLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the tree of a text, within limits, and refuses what FHIR's JSON does not have. */
final class JsonTree {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int LONGEST_NAME = 64;

  private final JsonParser parser;
  private final ReadLimits limits;
  private final Problems problems;
  private int values;

  private JsonTree(JsonParser parser, ReadLimits limits, Problems problems) {
    this.parser = parser;
    this.limits = limits;
    this.problems = problems;
  }

  /**
   * The object that a text is.
   *
   * @param root what expressions begin with
   * @param problems take what is wrong and does not end reading
   * @throws Unreadable if it is no JSON object, or beyond the limits
   */
  static Json.Obj read(String text, String root, ReadLimits limits, Problems problems)
      throws Unreadable {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Unreadable(ProblemCode.NOT_JSON, "A resource is one JSON object.");
      }
      Json.Obj object = new JsonTree(parser, limits, problems).object(root, 1);
      if (parser.nextToken() != null) {
        throw new Unreadable(ProblemCode.NOT_JSON, "There is something behind the resource.");
      }
      return object;
    } catch (JsonProcessingException e) {
      throw new Unreadable(ProblemCode.NOT_JSON, "This is no JSON" + place(e) + ".");
    } catch (IOException e) {
      throw new IllegalStateException("a text cannot fail", e);
    }
  }

  /** Where the parser stood; its own message could quote the text. */
  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " from line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  /** The value at the current token; null where FHIR has none. */
  private @Nullable Json value(String at, int depth) throws IOException, Unreadable {
    if (++values > limits.maxValues()) {
      throw new Unreadable(
          ProblemCode.TOO_MANY_VALUES, "There are more than " + limits.maxValues() + " values.");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(at, depth);
      case START_ARRAY -> array(at, depth);
      case VALUE_STRING -> new Json.Text(checked(parser.getText(), at));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      default -> {
        problems.add(ProblemCode.EMPTY, at, "null stands here; leave out what is not there.");
        yield null;
      }
    };
  }

  private Json.Obj object(String at, int depth) throws IOException, Unreadable {
    checkDepth(depth);
    Map<String, Json> members = new LinkedHashMap<>();
    boolean empty = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      empty = false;
      String name = parser.currentName();
      parser.nextToken();
      Json value = value(at + "." + harmless(name), depth + 1);
      if (value != null && members.put(name, value) != null) {
        problems.add(
            ProblemCode.MEMBER_DUPLICATE, at, Problem.quote(name) + " occurs twice in one object.");
      }
    }
    if (empty) {
      problems.add(ProblemCode.EMPTY, at, "An empty object stands here; leave it out.");
    }
    return new Json.Obj(members);
  }

  private Json.Arr array(String at, int depth) throws IOException, Unreadable {
    checkDepth(depth);
    List<Json> items = new ArrayList<>();
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Json item = value(at + "[" + index++ + "]", depth + 1);
      if (item != null) {
        items.add(item);
      }
    }
    if (index == 0) {
      problems.add(ProblemCode.EMPTY, at, "An empty list stands here; leave it out.");
    }
    return new Json.Arr(items);
  }

  /** A name as an expression may show it: others are named in messages only. */
  private static String harmless(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return "?";
    }
    boolean plain =
        name.chars().allMatch(c -> c == '_' || (c < 0x80 && Character.isLetterOrDigit(c)));
    return plain ? name : "?";
  }

  private String checked(String text, String at) {
    if (text.isEmpty()) {
      problems.add(ProblemCode.EMPTY, at, "An empty text stands here; leave it out.");
    } else if (text.isBlank()) {
      problems.add(ProblemCode.TEXT_INVALID, at, "This text is nothing but white space.");
    } else if (!text.codePoints().allMatch(JsonTree::isText)) {
      problems.add(
          ProblemCode.TEXT_INVALID,
          at,
          Problem.quote(text) + " has a control character or half of a surrogate pair.");
    }
    return text;
  }

  private static boolean isText(int c) {
    return c >= ' '
        ? c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE
        : c == '\t' || c == '\n' || c == '\r';
  }

  private void checkDepth(int depth) throws Unreadable {
    if (depth > limits.maxDepth()) {
      throw new Unreadable(
          ProblemCode.TOO_DEEP, "Nested deeper than " + limits.maxDepth() + " levels.");
    }
  }
}
