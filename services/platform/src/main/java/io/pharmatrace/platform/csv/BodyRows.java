package io.pharmatrace.platform.csv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a request's body one after the other: a JSON array of objects whose values are texts, or
 * a table ({@link CsvTable}).
 */
public final class BodyRows {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private BodyRows() {}

  /**
   * Reads the rows.
   *
   * @param isCsv a table, else JSON; items of which count from 1. Where there is one column only,
   *     an item may be its bare text
   * @param required columns or names that have to be there
   * @param optional those that may be there
   * @param most how many rows at the most
   * @param each is given each row
   * @throws ApiException {@link ErrorCode#UNUSABLE} when the body is not so; {@link
   *     ErrorCode#TOO_LARGE} when it has more rows
   */
  public static void read(
      byte[] body,
      boolean isCsv,
      List<String> required,
      List<String> optional,
      int most,
      Consumer<Row> each) {
    if (isCsv) {
      CsvTable.read(body, required, optional, most, each);
      return;
    }
    int count = 0;
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        throw unusable("The body has to be a JSON array.");
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (++count > most) {
          throw new ApiException(
              ErrorCode.TOO_LARGE, "There may be at most %d items.".formatted(most));
        }
        each.accept(new Row(count, item(json, count, required, optional)));
      }
      if (json.nextToken() != null) {
        throw unusable("Something follows the JSON array.");
      }
    } catch (IOException e) {
      throw unusable("The body is no JSON that can be read, from item " + count + " on.");
    }
    if (count == 0) {
      throw unusable("The array is empty.");
    }
  }

  private static Map<String, String> item(
      JsonParser json, int number, List<String> required, List<String> optional)
      throws IOException {
    Map<String, String> cells = new HashMap<>();
    if (json.currentToken() == JsonToken.VALUE_STRING
        && required.size() == 1
        && optional.isEmpty()) {
      cells.put(required.getFirst(), json.getText());
      return cells;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw unusable("Item %d is no JSON object.".formatted(number));
    }
    for (@Nullable String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      if (!required.contains(name) && !optional.contains(name)) {
        throw unusable(
            "Item %d has a member that is not known here; known are %s."
                .formatted(number, String.join(", ", required) + ", " + optional));
      }
      switch (json.nextToken()) {
        case VALUE_STRING -> cells.put(name, json.getText());
        case VALUE_NULL -> {}
        default -> throw unusable("Item %d: %s has to be a text.".formatted(number, name));
      }
    }
    return cells;
  }

  private static ApiException unusable(String detail) {
    return new ApiException(ErrorCode.UNUSABLE, detail);
  }
}
