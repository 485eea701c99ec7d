-- Whether a pack came back does not depend on the order in which its handovers were told.

-- The latest handover by which each of these packs came back, by itself or in what held it then: to
-- whom, when that was recorded, and who had sold it until then or since. It comes back when it goes
-- to who had it before and passed it on, over however many hands, or when the shipment says that it
-- is a return. Who gave it back is out of its row of holders and may buy it again.
-- Its handovers count in the order in which they took effect, as everything does that was told of it:
-- up to the latest replay that of time, after it that of capture (docs/adr/0013, decision 12).
CREATE OR REPLACE FUNCTION custody.came_back(packs bigint[])
RETURNS TABLE (pack_id bigint, organisation_id uuid, recorded timestamptz, sellers uuid[])
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE inside (pack, holder, since, until) AS (
    SELECT p, p, 0::bigint, 9223372036854775807 FROM unnest(packs) AS p
    UNION
    SELECT i.pack, m.parent_id, greatest(i.since, m.entered_event),
           least(i.until, coalesce(m.left_event, 9223372036854775807))
    FROM inside i CROSS JOIN LATERAL (
      SELECT * FROM custody.membership m WHERE m.child_id = i.holder OFFSET 0) m
    WHERE m.entered_event < i.until
      AND coalesce(m.left_event, 9223372036854775807) > i.since
  ), accepted AS MATERIALIZED (
    SELECT i.pack, o.sender_id AS sender, o.receiver_id AS receiver, e.record_time, e.event_time,
           coalesce(s.disposition ~ '(^|[-:/])returned$', false) AS said,
           ou.event_id, ou.offer_id, max(u.replayed) OVER (PARTITION BY i.pack) AS replayed
    FROM inside i CROSS JOIN LATERAL (
      SELECT * FROM custody.offer_unit ou
      WHERE ou.unit_id = i.holder AND ou.state = 'accepted'
        AND ou.event_id >= i.since AND ou.event_id < i.until OFFSET 0) ou
    JOIN custody.offer o ON o.id = ou.offer_id
    JOIN custody.event s ON s.id = ou.offer_id
    JOIN custody.event e ON e.id = ou.event_id
    JOIN custody.unit u ON u.id = ou.unit_id
  ), handover AS MATERIALIZED (
    SELECT pack, sender, receiver, record_time, said,
           row_number() OVER (
             PARTITION BY pack
             ORDER BY CASE WHEN event_id <= replayed THEN event_time ELSE 'infinity' END,
                      event_id, offer_id) AS n
    FROM accepted
  ), walk (pack, n, receiver, recorded, back, holders, sellers) AS (
    SELECT pack, n, receiver, record_time, said, ARRAY[sender, receiver],
           CASE WHEN said THEN CAST('{}' AS uuid[]) ELSE ARRAY[sender] END
    FROM handover WHERE n = 1
    UNION ALL
    SELECT h.pack, h.n, h.receiver, h.record_time, now.back,
           CASE WHEN h.receiver = ANY(at.holders)
                THEN at.holders[1:array_position(at.holders, h.receiver)]
                ELSE at.holders || h.receiver END,
           CASE WHEN now.back OR h.sender = ANY(w.sellers) THEN w.sellers
                ELSE w.sellers || h.sender END
    FROM walk w JOIN handover h ON h.pack = w.pack AND h.n = w.n + 1
    CROSS JOIN LATERAL (
      SELECT CASE WHEN h.sender = ANY(w.holders)
                  THEN w.holders[1:array_position(w.holders, h.sender)]
                  ELSE w.holders || h.sender END AS holders) at
    CROSS JOIN LATERAL (
      SELECT h.said OR (h.receiver = ANY(at.holders) AND h.receiver <> h.sender) AS back) now
  )
  SELECT DISTINCT ON (pack) pack, receiver, recorded, sold
  FROM (SELECT *, last_value(sellers) OVER (
                    PARTITION BY pack ORDER BY n
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS sold
        FROM walk) w
  WHERE back ORDER BY pack, n DESC
$$;
