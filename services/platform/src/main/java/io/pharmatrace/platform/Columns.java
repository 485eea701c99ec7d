package io.pharmatrace.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns rows into columns for a set-based statement; a value may be null. */
public final class Columns {
  private Columns() {}

  /** One value of each row, in the order of the rows. */
  public static <T, R extends @Nullable Object> List<R> of(
      Collection<T> rows, Function<T, R> value) {
    List<R> column = new ArrayList<>(rows.size());
    rows.forEach(row -> column.add(value.apply(row)));
    return column;
  }
}
