package io.pharmatrace.custody.application;

import io.pharmatrace.custody.PackLock;
import io.pharmatrace.gs1.Sgtin;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Locks packs as those do who capture events about them. Thread-safe. */
@Singleton
final class StoredPackLock implements PackLock {
  private final Transactions transactions;
  private final UnitStore unitStore;
  private final EventStore eventStore;

  StoredPackLock(Transactions transactions, UnitStore unitStore, EventStore eventStore) {
    this.transactions = transactions;
    this.unitStore = unitStore;
    this.eventStore = eventStore;
  }

  @Override
  public <T> T alone(Sgtin pack, Function<Handle, T> work) {
    return transactions.run(
        handle -> {
          unitStore.load(handle, List.of(pack), List.of(), eventStore.unitIds(handle));
          return work.apply(handle);
        });
  }
}
