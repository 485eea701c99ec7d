package io.pharmatrace.custody.application;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Epc;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Offers as their sender, their receiver and regulators see them. Thread-safe. */
@Singleton
public class OfferBook {
  /** Which offers are listed. */
  public enum Direction {
    /** To the asker. */
    IN,
    /** By the asker. */
    OUT
  }

  /**
   * A shipment from one organisation to another.
   *
   * @param sender party GLN of who holds the units until they are accepted
   * @param offered when it was shipped
   * @param deadline until when it should be answered
   * @param overdue whether both were told that the deadline has passed
   * @param returning whether it goes back to who had shipped the units before
   * @param place GLN from where
   * @param reference of the despatch advice
   * @param state open; when nothing is open any more accepted, refused, withdrawn, or partly
   * @param units how many were offered
   * @param open how many are neither accepted nor refused, the missing ones among them
   * @param surplus how many the receiver found that were not offered
   */
  @Serdeable
  public record Offer(
      long id,
      String sender,
      String senderName,
      String receiver,
      String receiverName,
      OffsetDateTime offered,
      OffsetDateTime deadline,
      boolean overdue,
      boolean returning,
      @Nullable String place,
      @Nullable String reference,
      String state,
      long units,
      long open,
      long accepted,
      long refused,
      long damaged,
      long missing,
      long surplus) {}

  /**
   * What became of a unit of an offer.
   *
   * @param unit canonical Digital Link URI
   * @param kind PACK, CASE or SSCC
   * @param state offered, accepted, refused, damaged, missing, returned, withdrawn, or opened: all
   *     that was inside was answered piece by piece
   * @param partOf the offered unit that it was taken out of
   * @param packs active packs inside, nested ones included, while it is on offer: what becomes of
   *     them later is no business of both; of a pack itself 1
   * @param reason why it was refused, if the receiver said so
   */
  @Serdeable
  public record OfferUnit(
      String unit,
      String kind,
      String state,
      @Nullable String partOf,
      @Nullable Long packs,
      @Nullable String reason) {}

  private static final String SELECT =
      """
      SELECT o.*, s.gln AS sender, s.name AS sender_name, r.gln AS receiver, r.name AS receiver_name,
             n.*, (SELECT count(*) FROM custody.offer_surplus x WHERE x.offer_id = o.id) AS surplus
      FROM custody.offer o
      JOIN registry.organisations s ON s.id = o.sender_id
      JOIN registry.organisations r ON r.id = o.receiver_id
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE part_of IS NULL) AS units,
               count(*) FILTER (WHERE state IN ('offered', 'missing')) AS open,
               count(*) FILTER (WHERE state = 'accepted') AS accepted,
               count(*) FILTER (WHERE state IN ('refused', 'returned')) AS refused,
               count(*) FILTER (WHERE state = 'damaged') AS damaged,
               count(*) FILTER (WHERE state = 'missing') AS missing,
               count(*) FILTER (WHERE state = 'withdrawn') AS withdrawn
        FROM custody.offer_unit ou WHERE ou.offer_id = o.id
      ) n
      """;

  /**
   * By way of what is on offer to and from the viewer (indexes offer_unit_incoming and _outgoing):
   * the closed ones, which are many, are not looked at. The inner limit has PostgreSQL look the few
   * up one by one.
   */
  private static final String OPEN =
      """
      o.id IN (
        SELECT DISTINCT offer_id FROM (
          SELECT offer_id FROM custody.offer_unit
          WHERE :incoming AND receiver_id = :viewer AND state IN ('offered', 'missing')
          UNION ALL
          SELECT offer_id FROM custody.offer_unit
          WHERE :outgoing AND sender_id = :viewer AND state IN ('offered', 'missing')
          UNION ALL
          SELECT offer_id FROM custody.offer_unit
          WHERE :viewer IS NULL AND state IN ('offered', 'missing')) x
        WHERE offer_id < :before ORDER BY offer_id DESC LIMIT :limit)
      """;

  private final Jdbi jdbi;

  OfferBook(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * The latest offers first.
   *
   * @param viewer whose; null for all
   * @param direction to or from the viewer; null for both
   * @param open whether there is still something open; null for either
   * @param before only those with a smaller id
   */
  public List<Offer> list(
      @Nullable UUID viewer,
      @Nullable Direction direction,
      @Nullable Boolean open,
      long before,
      int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + """
                        WHERE o.id < :before
                          AND (:viewer IS NULL
                               OR (:incoming AND o.receiver_id = :viewer)
                               OR (:outgoing AND o.sender_id = :viewer))
                          AND (:open IS NOT FALSE OR NOT EXISTS (
                            SELECT FROM custody.offer_unit u
                            WHERE u.offer_id = o.id AND u.state IN ('offered', 'missing')))
                          AND %s
                        ORDER BY o.id DESC LIMIT :limit
                        """
                            .formatted(Boolean.TRUE.equals(open) ? OPEN : "true")
                            .replace(":viewer", "CAST(:viewer AS uuid)")
                            .replace(":open", "CAST(:open AS boolean)"))
                .bind("before", before)
                .bindByType("viewer", viewer, UUID.class)
                .bind("incoming", direction != Direction.OUT)
                .bind("outgoing", direction != Direction.IN)
                .bindByType("open", open, Boolean.class)
                .bind("limit", limit)
                .map((r, c) -> OfferRows.offer(r))
                .list());
  }

  /**
   * One offer.
   *
   * @param viewer its sender or receiver; null for a regulator
   * @return empty when there is none, or none of the viewer's
   */
  public Optional<Offer> find(@Nullable UUID viewer, long id) {
    return jdbi.withHandle(handle -> find(handle, viewer, id));
  }

  static Optional<Offer> find(Handle handle, @Nullable UUID viewer, long id) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE o.id = :id
                  AND (:viewer IS NULL OR o.receiver_id = :viewer OR o.sender_id = :viewer)
                """
                    .replace(":viewer", "CAST(:viewer AS uuid)"))
        .bind("id", id)
        .bindByType("viewer", viewer, UUID.class)
        .map((r, c) -> OfferRows.offer(r))
        .findOne();
  }

  /**
   * Units of an offer, in the order of their keys.
   *
   * @param after the one that the page before ended with; null for the first page
   */
  public List<OfferUnit> units(long offer, @Nullable Epc after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT u.key, u.serial, u.kind, ou.state, p.key AS part_key, p.serial AS part_serial,
                      CAST(CASE WHEN u.kind = 'PACK' THEN 1
                                WHEN ou.state IN ('offered', 'missing') THEN (
                                  SELECT coalesce(sum(c.packs), 0) FROM custody.content c
                                  WHERE c.unit_id = u.id) END AS bigint) AS packs,
                      ou.reason
                    FROM custody.offer_unit ou
                    JOIN custody.unit u ON u.id = ou.unit_id
                    LEFT JOIN custody.unit p ON p.id = ou.part_of
                    WHERE ou.offer_id = :offer AND (u.key || ' ' || u.serial) COLLATE "C" > :after
                    ORDER BY (u.key || ' ' || u.serial) COLLATE "C" LIMIT :limit
                    """)
                .bind("offer", offer)
                .bind(
                    "after", after == null ? "" : UnitKey.key(after) + " " + UnitKey.serial(after))
                .bind("limit", limit)
                .map((r, c) -> OfferRows.unit(r))
                .list());
  }

  /**
   * What the receiver found that was not offered, as URIs, in their order.
   *
   * @param after the one that the page before ended with; null for the first page
   */
  public List<String> surplus(long offer, @Nullable Epc after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT epc FROM custody.offer_surplus WHERE offer_id = :offer AND epc > :after
                    ORDER BY epc LIMIT :limit
                    """)
                .bind("offer", offer)
                .bind("after", after == null ? "" : after.digitalLink())
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }
}
