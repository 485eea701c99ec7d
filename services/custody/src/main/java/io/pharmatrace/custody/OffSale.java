package io.pharmatrace.custody;

import io.pharmatrace.gs1.Sgtin;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Where custody asks which packs may not be given out though nothing in their state forbids it. Who
 * implements it knows why; custody only refuses. Implementations are thread-safe.
 */
public interface OffSale {
  /**
   * Since when each of these packs is off sale; those that are not are left out. What was given out
   * before that time was given out in good faith. What became so after the transaction began counts
   * as off sale since before.
   *
   * @param transaction of who asks, which holds the packs locked; one statement, however many
   */
  Map<Sgtin, OffsetDateTime> since(Handle transaction, Collection<Sgtin> packs);
}
