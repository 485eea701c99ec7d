package io.pharmatrace.custody.application;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which units belong to an offer, looked up under the lock of the offer. Thread-safe. */
@Singleton
final class OfferedUnits {
  /**
   * Units as a receiver lists them.
   *
   * @param open on offer, or inside what is
   * @param others not offered to the receiver; what was accepted before is in neither list
   */
  record Sorted(List<Epc> open, List<Epc> others) {}

  /** More than an offer has units. */
  private static final int MAX_SURPLUS = 10_000;

  private final ReceiptDifferences differences;

  OfferedUnits(ReceiptDifferences differences) {
    this.differences = differences;
  }

  /**
   * Locks an offer, so that one at a time answers it; events that refer to it need not wait. The
   * reference that it has, if it has one.
   */
  static @Nullable String lock(Handle handle, long offer, UUID organisation, boolean receiver) {
    return handle
        .createQuery(
            """
            SELECT reference FROM custody.offer
            WHERE id = :offer AND :organisation = CASE WHEN :receiver THEN receiver_id
                                                       ELSE sender_id END
            FOR NO KEY UPDATE
            """)
        .bind("offer", offer)
        .bind("organisation", organisation)
        .bind("receiver", receiver)
        .map((r, c) -> Optional.ofNullable(r.getString(1)))
        .findOne()
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No such offer of yours."))
        .orElse(null);
  }

  /**
   * What is still on offer.
   *
   * @param missing whether with what is reported missing
   */
  static List<Epc> open(Handle handle, long offer, boolean missing) {
    return handle
        .createQuery(
            """
            SELECT u.key, u.serial FROM custody.offer_unit ou JOIN custody.unit u ON u.id = ou.unit_id
            WHERE ou.offer_id = :offer
              AND (ou.state = 'offered' OR (:missing AND ou.state = 'missing'))
            ORDER BY u.key, u.serial
            """)
        .bind("missing", missing)
        .bind("offer", offer)
        .map((r, c) -> UnitKey.epc(r.getString("key"), r.getString("serial")))
        .list();
  }

  /**
   * Makes sure that units are on offer, themselves or inside what is.
   *
   * @throws ApiException {@link ErrorCode#INVALID_VALUE} when one is not
   */
  static void requireOpen(Handle handle, long offer, Collection<Epc> units) {
    Sorted sorted = sort(handle, offer, units);
    if (sorted.open().size() < units.size()) {
      List<Epc> wrong = new ArrayList<>(units);
      wrong.removeAll(sorted.open());
      throw new ApiException(
          ErrorCode.INVALID_VALUE,
          wrong.getFirst().digitalLink() + " is not, or no longer, part of this offer.");
    }
  }

  /** Tells what is on offer from what is not. */
  static Sorted sort(Handle handle, long offer, Collection<Epc> units) {
    Map<Epc, String> states = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT u.key, u.serial, ou.state
            FROM unnest(:keys, :serials) AS k (key, serial)
            JOIN custody.unit u ON u.key = k.key AND u.serial = k.serial
            CROSS JOIN LATERAL (SELECT custody.topmost(u.id) AS id) top
            JOIN custody.offer_unit ou ON ou.unit_id IN (u.id, top.id) AND ou.offer_id = :offer
            ORDER BY ou.unit_id = u.id
            """)
        .bindArray("keys", String.class, units.stream().map(UnitKey::key).toList())
        .bindArray("serials", String.class, units.stream().map(UnitKey::serial).toList())
        .bind("offer", offer)
        .map(
            (r, c) ->
                Map.entry(
                    UnitKey.epc(r.getString("key"), r.getString("serial")), r.getString("state")))
        .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
    List<Epc> open = new ArrayList<>();
    List<Epc> others = new ArrayList<>();
    for (Epc epc : units) {
      switch (states.getOrDefault(epc, "none")) {
        case "offered", "missing", "opened" -> open.add(epc);
        case "accepted" -> {} // Said before.
        default -> others.add(epc);
      }
    }
    return new Sorted(open, others);
  }

  /**
   * Keeps what a receiver found and nobody had offered to it, and tells both.
   *
   * @throws ApiException {@link ErrorCode#INVALID_VALUE} when there is too much of it
   */
  void noteSurplus(
      Handle handle, OfferActions.Action action, OffsetDateTime time, Collection<Epc> surplus) {
    if (surplus.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            INSERT INTO custody.offer_surplus (offer_id, epc)
            SELECT :offer, epc FROM unnest(:epcs) AS n (epc) ON CONFLICT DO NOTHING
            """)
        .bind("offer", action.offer())
        .bindArray("epcs", String.class, surplus.stream().map(Epc::digitalLink).toList())
        .execute();
    long count =
        handle
            .createQuery("SELECT count(*) FROM custody.offer_surplus WHERE offer_id = :offer")
            .bind("offer", action.offer())
            .mapTo(Long.class)
            .one();
    if (count > MAX_SURPLUS) {
      throw new ApiException(
          ErrorCode.INVALID_VALUE,
          "Of one offer at most %d units are surplus.".formatted(MAX_SURPLUS));
    }
    UUID sender =
        handle
            .createQuery("SELECT sender_id FROM custody.offer WHERE id = :offer")
            .bind("offer", action.offer())
            .mapTo(UUID.class)
            .one();
    differences.raiseSurplus(handle, action.organisation(), sender, action.place(), time, surplus);
  }
}
