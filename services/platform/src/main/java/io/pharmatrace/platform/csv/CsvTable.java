package io.pharmatrace.platform.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads comma-separated values (RFC 4180) with a header: UTF-8 with or without a byte order mark;
 * the separator is a comma or a semicolon, whichever the header has more of. Cells are stripped of
 * white space around them, and of the apostrophe that {@link Csv} puts before formulas; empty ones
 * are absent. Empty rows are passed over.
 */
public final class CsvTable {
  /** Rows below the header. */
  public static final int MAX_ROWS = 100_000;

  /** Characters of a cell; no value that we take is that long. */
  private static final int MAX_CELL = 10_000;

  /**
   * A row.
   *
   * @param number as a spreadsheet counts: the header is row 1
   * @param cells by the name of their columns
   */
  public record Row(int number, Map<String, String> cells) {
    public Row {
      cells = Map.copyOf(cells);
    }
  }

  private CsvTable() {}

  /**
   * The rows of a table.
   *
   * @param required columns that have to be there
   * @param optional columns that may be there; any other is an error, for it would be lost
   * @throws ApiException {@link ErrorCode#UNUSABLE} when it is no such table; {@link
   *     ErrorCode#TOO_LARGE} when it has more than {@link #MAX_ROWS} rows
   */
  public static List<Row> read(byte[] bytes, List<String> required, List<String> optional) {
    List<Row> rows = new ArrayList<>();
    read(bytes, required, optional, MAX_ROWS, rows::add);
    return rows;
  }

  /**
   * Reads a table row by row, as {@link #read(byte[], List, List)} does.
   *
   * @param most how many rows at the most
   * @param each is given each row
   */
  public static void read(
      byte[] bytes, List<String> required, List<String> optional, int most, Consumer<Row> each) {
    String text = text(bytes);
    int count = 0;
    int number = 0;
    List<String> header = List.of();
    try (CsvReader<CsvRecord> reader = reader(text)) {
      for (CsvRecord line : reader) {
        number++;
        if (number == 1) {
          header = line.getFields().stream().map(String::strip).toList();
          checkHeader(header, required, optional);
        } else {
          Map<String, String> cells = cells(number, header, line.getFields());
          if (cells.isEmpty()) {
            continue;
          }
          if (++count > most) {
            throw new ApiException(
                ErrorCode.TOO_LARGE, "A table has at most %d rows.".formatted(most));
          }
          each.accept(new Row(number, cells));
        }
      }
    } catch (CsvParseException e) {
      throw unusable("The table breaks off after row " + number + ": look at the quotes there.");
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory throws no such thing", e);
    }
    if (count == 0) {
      throw unusable("There is no row below the header.");
    }
  }

  private static Map<String, String> cells(int number, List<String> header, List<String> fields) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String cell = Csv.plain(fields.get(i).strip());
      if (cell.isEmpty()) {
        continue;
      }
      if (i >= header.size()) {
        throw unusable(
            "Row %d has more cells than the header: quote values that hold the separator."
                .formatted(number));
      }
      if (cell.length() > MAX_CELL) {
        throw unusable("Row %d has a cell of more than %d characters.".formatted(number, MAX_CELL));
      }
      cells.put(header.get(i), cell);
    }
    return cells;
  }

  private static void checkHeader(
      List<String> header, List<String> required, List<String> optional) {
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      if (!seen.add(name)) {
        throw unusable("The column '%s' stands there twice.".formatted(shortened(name)));
      }
      if (!required.contains(name) && !optional.contains(name)) {
        throw unusable(
            "There is no column '%s' here; known are %s%s."
                .formatted(
                    shortened(name),
                    String.join(", ", required),
                    optional.isEmpty() ? "" : ", " + String.join(", ", optional)));
      }
    }
    List<String> missing = required.stream().filter(name -> !seen.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw unusable("The header lacks %s.".formatted(String.join(", ", missing)));
    }
  }

  private static CsvReader<CsvRecord> reader(String text) {
    return CsvReader.builder()
        .fieldSeparator(separator(text))
        .skipEmptyLines(false)
        .trimWhitespacesAroundQuotes(true)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .ofCsvRecord(text);
  }

  /** Names of columns hold neither, so quotes need no thought. */
  private static char separator(String text) {
    String header = text.lines().findFirst().orElse("");
    long semicolons = header.chars().filter(c -> c == ';').count();
    long commas = header.chars().filter(c -> c == ',').count();
    return semicolons > commas ? ';' : ',';
  }

  private static String text(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw unusable("The table is not in UTF-8: save it as 'CSV UTF-8'.");
    }
  }

  private static String shortened(String text) {
    return text.length() <= 50 ? text : text.substring(0, 50) + "...";
  }

  private static ApiException unusable(String detail) {
    return new ApiException(ErrorCode.UNUSABLE, detail);
  }
}
