-- What came back stays to be checked wherever it goes, not only with who took it back.

-- Whether something in it may be such a pack; false once it was looked at. What was shipped before
-- there was this was not.
ALTER TABLE custody.offer ADD COLUMN unchecked boolean NOT NULL DEFAULT true;
ALTER TABLE custody.offer ALTER COLUMN unchecked DROP DEFAULT;
CREATE INDEX offer_unchecked ON custody.offer (receiver_id) WHERE unchecked;
CREATE INDEX offer_between ON custody.offer (receiver_id, sender_id);
CREATE OR REPLACE VIEW custody.handovers AS
  SELECT sender_id, receiver_id, is_return, unchecked FROM custody.offer;

-- Whether an organisation may have packs that came back, to it or to who had them before it. A look
-- into an index for each of those who ever shipped to it.
CREATE FUNCTION custody.may_have_returns(holder uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM custody.offer WHERE receiver_id = holder AND is_return)
      OR EXISTS (SELECT FROM custody.offer WHERE receiver_id = holder AND unchecked)
      OR EXISTS (
        WITH RECURSIVE partner (id) AS (
          (SELECT sender_id FROM custody.offer WHERE receiver_id = holder
           ORDER BY sender_id LIMIT 1)
          UNION ALL
          SELECT (SELECT o.sender_id FROM custody.offer o
                  WHERE o.receiver_id = holder AND o.sender_id > p.id
                  ORDER BY o.sender_id LIMIT 1)
          FROM partner p WHERE p.id IS NOT NULL
        )
        SELECT FROM partner p JOIN custody.offer s
          ON s.receiver_id = p.id AND s.sender_id = holder)
$$;

-- The latest handover by which each of these packs came back, by itself or in what held it then: to
-- whom, when that was recorded, and who had sold it until then or since. What goes to and fro
-- between two is sold, returned, sold, returned ..., unless the shipment says that it is a return;
-- of what was never with the receiver before, the offer says whether it came as one.
CREATE FUNCTION custody.came_back(packs bigint[])
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
  ), handover AS (
    SELECT i.pack, ou.event_id, o.sender_id, o.receiver_id, e.record_time, o.is_return,
           coalesce(s.disposition ~ '(^|[-:/])returned$', false) AS said,
           coalesce((o.receiver_id, o.sender_id)
             = (lag(o.sender_id) OVER told, lag(o.receiver_id) OVER told), false) AS turned
    FROM inside i CROSS JOIN LATERAL (
      SELECT * FROM custody.offer_unit ou
      WHERE ou.unit_id = i.holder AND ou.state = 'accepted'
        AND ou.event_id >= i.since AND ou.event_id < i.until OFFSET 0) ou
    JOIN custody.offer o ON o.id = ou.offer_id
    JOIN custody.event s ON s.id = ou.offer_id
    JOIN custody.event e ON e.id = ou.event_id
    WINDOW told AS (PARTITION BY i.pack ORDER BY ou.event_id)
  ), stretch AS (
    SELECT *, count(*) FILTER (WHERE NOT turned) OVER (PARTITION BY pack ORDER BY event_id) AS n
    FROM handover
  ), judged AS (
    SELECT *, said OR CASE
        WHEN turned THEN row_number() OVER (PARTITION BY pack, n ORDER BY event_id) % 2 = 0
        ELSE is_return END AS back
    FROM stretch
  )
  SELECT DISTINCT ON (pack) pack, receiver_id, record_time,
         ARRAY(SELECT DISTINCT j.sender_id FROM judged j WHERE j.pack = judged.pack AND NOT j.back)
  FROM judged WHERE back ORDER BY pack, event_id DESC
$$;

-- To be asked for single packs.
CREATE OR REPLACE VIEW custody.returned_packs AS
  SELECT p.id AS pack_id, c.organisation_id, c.recorded
  FROM custody.unit p CROSS JOIN LATERAL custody.came_back(ARRAY[p.id]) c
  WHERE p.kind = 'PACK';
