package io.pharmatrace.platform.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.pharmatrace.platform.Accepted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list as comma-separated values (RFC 4180, UTF-8, with a header), to be opened in a spreadsheet.
 * A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV
 * injection); so does one that begins with an apostrophe and such a character, so that {@link
 * #plain} gives back what it was. Numbers stay as they are. Immutable and thread-safe.
 *
 * @param <T> a row
 */
public final class Csv<T> {
  /** Media type (RFC 7111 section 5.1). */
  public static final String TYPE = "text/csv";

  private static final String FORMULA_STARTS = "=+-@\t\r\n'";

  /** What separates cells in other tables: a spreadsheet set to that would begin a cell there. */
  private static final QuoteStrategy ELSEWHERE_SEPARATORS =
      new QuoteStrategy() {
        @Override
        public boolean quoteValue(int line, int field, String value) {
          return value.indexOf(';') >= 0 || value.indexOf('\t') >= 0;
        }
      };

  private record Column<T>(String name, Function<T, ? extends @Nullable Object> value) {}

  /** Pages of rows, fetched when they are needed. */
  @FunctionalInterface
  public interface Pages<T> {
    /**
     * The rows behind that one, or the first ones; as many as are held in memory at once.
     *
     * @return empty at the end
     */
    List<T> after(@Nullable T last);
  }

  private final List<Column<T>> columns;

  private Csv(List<Column<T>> columns) {
    this.columns = columns;
  }

  /** A table without columns yet. */
  public static <T> Csv<T> table() {
    return new Csv<>(List.of());
  }

  /**
   * The same table with one more column.
   *
   * @param name in the header
   * @param value a number, or anything else by its text; null for an empty cell
   */
  public Csv<T> column(String name, Function<T, ? extends @Nullable Object> value) {
    List<Column<T>> more = new ArrayList<>(columns);
    more.add(new Column<>(name, value));
    return new Csv<>(List.copyOf(more));
  }

  /** Whether the caller likes CSV better than JSON (header Accept). */
  public static boolean isPreferred(HttpRequest<?> request) {
    return Accepted.best(request, List.of("application/json", TYPE))
        .filter(TYPE::equals)
        .isPresent();
  }

  /**
   * All rows, of which one page at a time is in memory. When fetching fails the connection breaks
   * off, so that nobody takes a part for the whole.
   *
   * @param fileName under which a browser saves it, ASCII without quotes
   */
  public HttpResponse<InputStream> download(String fileName, Pages<T> pages) {
    return HttpResponse.<InputStream>ok(stream(pages))
        .contentType(TYPE + ";charset=utf-8;header=present")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s\"".formatted(fileName));
  }

  /**
   * A list that is in memory as a whole, as the caller likes it better (header Accept): as CSV or
   * as JSON.
   *
   * @param fileName as for {@link #download}
   */
  public HttpResponse<?> either(HttpRequest<?> request, String fileName, List<T> rows) {
    return isPreferred(request)
        ? download(fileName, last -> last == null ? rows : List.of())
        : HttpResponse.ok(rows);
  }

  /** The bytes of {@link #download}. */
  @SuppressWarnings("JdkObsolete") // SequenceInputStream, which does the rest, takes nothing newer.
  public InputStream stream(Pages<T> pages) {
    return new SequenceInputStream(
        new Enumeration<InputStream>() {
          private @Nullable String next =
              lines(List.of(columns.stream().<@Nullable String>map(Column::name).toList()));
          private @Nullable T last;

          @Override
          public boolean hasMoreElements() {
            return next != null;
          }

          @Override
          public InputStream nextElement() {
            if (next == null) {
              throw new NoSuchElementException();
            }
            InputStream present = new ByteArrayInputStream(next.getBytes(UTF_8));
            List<T> page = pages.after(last);
            last = page.isEmpty() ? last : page.getLast();
            next = page.isEmpty() ? null : lines(page.stream().map(Csv.this::cells).toList());
            return present;
          }
        });
  }

  /** What a cell was before {@link Csv} wrote it; other texts as they are. */
  public static String plain(String cell) {
    return cell.length() > 1 && cell.charAt(0) == '\'' && isGuarded(cell.substring(1))
        ? cell.substring(1)
        : cell;
  }

  private List<@Nullable String> cells(T row) {
    List<@Nullable String> cells = new ArrayList<>(columns.size());
    for (Column<T> column : columns) {
      @Nullable Object value = column.value().apply(row);
      cells.add(
          value == null
              ? null
              : value instanceof Number n ? n.toString() : guarded(value.toString()));
    }
    return cells;
  }

  private static String guarded(String text) {
    return isGuarded(text) ? "'" + text : text;
  }

  private static boolean isGuarded(String text) {
    return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
  }

  private static CsvWriter.CsvWriterBuilder writer() {
    return CsvWriter.builder()
        .lineDelimiter(LineDelimiter.CRLF)
        .quoteStrategy(ELSEWHERE_SEPARATORS);
  }

  private static String lines(List<List<@Nullable String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter writer = writer().build(text)) {
      rows.forEach(writer::writeRecord);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory throws no such thing", e);
    }
    return text.toString();
  }
}
