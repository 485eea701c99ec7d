package io.pharmatrace.custody.application.query;

import io.pharmatrace.custody.application.query.EventRows.Row;
import io.pharmatrace.custody.application.query.EventSearch.Page;
import io.pharmatrace.epcis.query.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sorts events by a user's field, which no index does: all that match are in memory. For one
 * request; not thread-safe.
 */
final class FieldSort {
  /** So many events are kept in memory. */
  private static final int MAX_EVENTS = 1_000;

  private record Sorted(Optional<Order.Value> value, Row row) {}

  private final Order order;
  private final List<Sorted> found = new ArrayList<>();
  private long size;

  FieldSort(Order order) {
    this.order = order;
  }

  /**
   * Takes an event that is visible.
   *
   * @return true: more are wanted
   * @throws io.pharmatrace.platform.error.ApiException when there are too many or too large ones
   */
  boolean add(Row row) {
    found.add(new Sorted(order.value(Objects.requireNonNull(row.shown()).stored()), row));
    size += row.size();
    if (size > EventSearch.MAX_PAGE_SIZE) {
      throw TooMuch.large("the events are too large to be sorted by a field.");
    }
    if (found.size() > MAX_EVENTS) {
      throw TooMuch.large(
          "more than " + MAX_EVENTS + " events would have to be sorted by a field.");
    }
    return true;
  }

  /** A page, in order. */
  Page page(int perPage, @Nullable Position after) {
    found.sort(
        Comparator.comparing(Sorted::value, order.values()).thenComparing(s -> s.row().id()));
    int from = 0;
    if (after != null) {
      while (from < found.size() && found.get(from).row().id() != after.id()) {
        from++;
      }
      from++;
    }
    List<Sorted> page =
        found.subList(Math.min(from, found.size()), Math.min(from + perPage, found.size()));
    int given = (after == null ? 0 : after.given()) + page.size();
    boolean more = from + perPage < found.size();
    return new Page(
        page.stream().map(s -> Objects.requireNonNull(s.row().shown()).given()).toList(),
        more
            ? Optional.of(
                new Position(page.getLast().row().time(), page.getLast().row().id(), given))
            : Optional.empty());
  }
}
