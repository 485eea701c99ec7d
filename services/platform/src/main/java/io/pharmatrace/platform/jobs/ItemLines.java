package io.pharmatrace.platform.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Items of a job as lines of text, so that half a million of them need little memory: each line has
 * the item's position in what the request sent, and its cells. Read by one thread, from front to
 * back.
 */
public final class ItemLines {
  private static final char SEPARATOR = '\t';

  /**
   * An item.
   *
   * @param position as a user counts
   * @param cells as many as were written; an empty text where there was none
   */
  public record Item(int position, List<String> cells) {
    public Item {
      cells = List.copyOf(cells);
    }
  }

  /** Writes the lines. Not thread-safe. */
  public static final class Writer {
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    /**
     * Adds an item.
     *
     * @throws ApiException {@link ErrorCode#UNUSABLE} when a cell has a control character
     */
    public void add(int position, List<@Nullable String> cells) {
      String line =
          Stream.concat(
                  Stream.of(String.valueOf(position)),
                  cells.stream().map(cell -> checked(position, cell)))
              .collect(Collectors.joining(String.valueOf(SEPARATOR), "", "\n"));
      lines.writeBytes(line.getBytes(UTF_8));
    }

    private static String checked(int position, @Nullable String cell) {
      if (cell == null) {
        return "";
      }
      if (cell.chars().anyMatch(Character::isISOControl)) {
        throw new ApiException(
            ErrorCode.UNUSABLE, "Item %d holds a control character.".formatted(position));
      }
      return cell;
    }

    /** All that was added. */
    public byte[] bytes() {
      return lines.toByteArray();
    }
  }

  private final byte[] lines;
  private final int count;
  private int nextItem;
  private int nextByte;

  /** Reads what a {@link Writer} wrote. */
  public ItemLines(byte[] lines) {
    this.lines = lines;
    int ends = 0;
    for (byte b : lines) {
      ends += b == '\n' ? 1 : 0;
    }
    this.count = ends;
  }

  /** How many items there are. */
  public int count() {
    return count;
  }

  /**
   * Some items in a row; those that follow the ones read last are found at once.
   *
   * @param from index of the first, from 0
   * @param most how many at the most
   */
  public List<Item> read(int from, int most) {
    if (from < nextItem) {
      nextItem = 0;
      nextByte = 0;
    }
    while (nextItem < from && nextItem < count) {
      next();
    }
    List<Item> items = new ArrayList<>();
    while (nextItem < count && items.size() < most) {
      List<String> cells = List.of(next().split(String.valueOf(SEPARATOR), -1));
      items.add(new Item(Integer.parseInt(cells.getFirst()), cells.subList(1, cells.size())));
    }
    return items;
  }

  private String next() {
    int start = nextByte;
    while (lines[nextByte] != '\n') {
      nextByte++;
    }
    String line = new String(lines, start, nextByte - start, UTF_8);
    nextByte++;
    nextItem++;
    return line;
  }
}
