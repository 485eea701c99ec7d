package io.pharmatrace.custody.application;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/** Identifiers from a database sequence, fetched in blocks. Lives in one transaction. */
final class Ids implements LongSupplier {
  private final Handle handle;
  private final String sequence;
  private final int block;
  private final Deque<Long> left = new ArrayDeque<>();

  Ids(Handle handle, String sequence, int block) {
    this.handle = handle;
    this.sequence = sequence;
    this.block = Math.max(1, block);
  }

  @Override
  public long getAsLong() {
    if (left.isEmpty()) {
      List<Long> fresh =
          handle
              .createQuery(
                  "SELECT nextval(CAST(:sequence AS regclass)) FROM generate_series(1, :block)")
              .bind("sequence", sequence)
              .bind("block", block)
              .mapTo(Long.class)
              .list();
      left.addAll(fresh);
    }
    return left.removeFirst();
  }
}
