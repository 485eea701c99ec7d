package io.pharmatrace.custody;

import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Sgtin;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Puts packs that came back to who had sold them into stock again. Whatever that depends on is read
 * in the transaction that records it, so that nothing happens to the pack in between. Thread-safe.
 */
public interface Returns {
  /**
   * A pack that came back.
   *
   * @param organisation who has taken it back
   * @param pack which pack
   * @param returnedBy who returns it
   * @param place where it goes into stock, if that is known
   */
  record Returned(UUID organisation, Sgtin pack, UUID returnedBy, @Nullable Gln place) {}

  /** What became of it. */
  sealed interface Answer {
    /**
     * It is in stock again.
     *
     * @param eventId of the EPCIS event that says so
     */
    record Restocked(String eventId) implements Answer {}

    /**
     * Who returns it did not accept the organisation's latest shipment of it, by itself or inside
     * another unit; shipments that were taken back do not count.
     */
    record NotSoldToReturner() implements Answer {}

    /**
     * It could not be recorded.
     *
     * @param code stable code of docs/errors.md, "Why a scan or event is rejected"
     * @param detail a sentence about this very pack
     */
    record Refused(String code, String detail) implements Answer {}
  }

  /**
   * Restocks a pack: an EPCIS event with business step {@code storing} and disposition {@code
   * sellable_not_accessible} (CBV 2.0 sections 7.1 and 7.2).
   *
   * @param transaction that of {@link PackLock#alone}
   */
  Answer restock(Handle transaction, Returned returned);
}
