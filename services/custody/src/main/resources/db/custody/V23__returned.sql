-- Who handed over to whom. Who never took anything back, or never sold anything, is found by one look
-- each.
CREATE INDEX offer_return ON custody.offer (receiver_id) WHERE is_return;
CREATE VIEW custody.handovers AS SELECT sender_id, receiver_id, is_return FROM custody.offer;

-- Packs that came back by their latest handover, by themselves or in what held them then: who has them
-- back, and when that was recorded. What goes to and fro between two is sold, returned, sold, returned
-- ..., unless the shipment says that it is a return; of what was never with the receiver before, the
-- offer says whether it came as one. To be asked for single packs.
CREATE VIEW custody.returned_packs AS
  SELECT p.id AS pack_id, latest.receiver_id AS organisation_id, latest.recorded
  FROM custody.unit p
  CROSS JOIN LATERAL (
    WITH RECURSIVE inside (holder, since, until) AS (
      SELECT p.id, 0::bigint, 9223372036854775807
      UNION
      SELECT m.parent_id, greatest(i.since, m.entered_event),
             least(i.until, coalesce(m.left_event, 9223372036854775807))
      FROM inside i JOIN custody.membership m ON m.child_id = i.holder
      WHERE m.entered_event < i.until
        AND coalesce(m.left_event, 9223372036854775807) > i.since
    ), handover AS (
      SELECT o.receiver_id, e.record_time AS recorded, o.is_return,
             coalesce(s.disposition ~ '(^|[-:/])returned$', false) AS said,
             coalesce((o.receiver_id, o.sender_id)
               = (lead(o.sender_id) OVER back, lead(o.receiver_id) OVER back), false) AS turned,
             row_number() OVER back AS place
      FROM inside i
      JOIN custody.offer_unit ou ON ou.unit_id = i.holder AND ou.state = 'accepted'
        AND ou.event_id >= i.since AND ou.event_id < i.until
      JOIN custody.offer o ON o.id = ou.offer_id
      JOIN custody.event s ON s.id = ou.offer_id
      JOIN custody.event e ON e.id = ou.event_id
      WINDOW back AS (ORDER BY ou.event_id DESC)
    )
    SELECT h.receiver_id, h.recorded,
           h.said OR CASE WHEN h.turned
             THEN ((SELECT min(place) FROM handover WHERE NOT turned) - 1) % 2 = 1
             ELSE h.is_return END AS came_back
    FROM handover h WHERE h.place = 1
  ) latest
  WHERE p.kind = 'PACK' AND latest.came_back;
