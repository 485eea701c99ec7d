package io.pharmatrace.custody;

import io.pharmatrace.gs1.Sgtin;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Where custody asks which packs may not be given out though nothing in their state forbids it. Who
 * implements it knows why; custody only refuses. Implementations are thread-safe.
 */
public interface OffSale {
  /**
   * Somebody wants to give a pack out.
   *
   * @param organisation who wants to
   * @param time when it is said to have happened
   */
  record Giving(UUID organisation, Sgtin pack, OffsetDateTime time) {}

  /**
   * Of those asked about, what may not be: never a pack that the organisation does not hold, of
   * which the answer must tell it nothing, and never what happened before the pack was put off
   * sale.
   *
   * @param transaction of who asks; one statement, however many there are
   */
  Set<Giving> among(Handle transaction, Collection<Giving> asked);
}
