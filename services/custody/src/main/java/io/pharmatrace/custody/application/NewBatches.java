package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.BatchRef;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.registry.Products;
import io.pharmatrace.registry.Products.BatchKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The batches of units that come into being. */
final class NewBatches {
  private NewBatches() {}

  /**
   * Registers those that are not there yet.
   *
   * @return the row of each
   * @throws Conflict when another transaction registers one of them with another expiry date
   */
  static Map<BatchKey, Long> register(Handle handle, Products products, Units units) {
    Set<BatchRef> needed =
        Stream.concat(units.created().stream(), units.recommissioned().keySet().stream())
            .flatMap(unit -> Optional.ofNullable(unit.batch()).stream())
            .collect(Collectors.toSet());
    if (needed.isEmpty()) {
      return Map.of();
    }
    var recorded =
        products.registerBatches(
            handle,
            needed.stream()
                .map(b -> new Products.NewBatch(b.gtin(), b.lot(), b.expiry()))
                .toList());
    Map<BatchKey, Long> ids = new HashMap<>();
    for (BatchRef batch : needed) {
      BatchKey key = new BatchKey(batch.gtin(), batch.lot());
      var found = recorded.get(key);
      if (found == null || !found.expiry().equals(batch.expiry())) {
        throw new Conflict("another transaction registered the same batch");
      }
      ids.put(key, found.id());
    }
    return ids;
  }
}
