-- What passed between two organisations goes by the order in which it was captured, never by the
-- times that the authors of events give (docs/adr/0012).

-- Which events of the order of capture lie within a membership: from entered_event on, until
-- left_event. A pack whose packing was told while its pallet was on its way has left with the pallet,
-- so its membership begins with that shipment.
ALTER TABLE custody.membership
  ADD COLUMN entered_event bigint,
  ADD COLUMN left_event    bigint;
-- What was packed before there were these columns: the packing itself, else what changed the pack
-- then. A packing told late shows the pack to whom it went no more.
UPDATE custody.membership m SET
  entered_event = coalesce(
    (SELECT max(e.id)
     FROM custody.event_unit c
     JOIN custody.event_unit p ON p.event_id = c.event_id AND p.unit_id = m.parent_id
     JOIN custody.event e ON e.id = c.event_id
     WHERE c.unit_id = m.child_id AND e.event_type = 'AggregationEvent' AND e.action = 'ADD'
       AND e.event_time = m.entered),
    (SELECT u.last_event FROM custody.unit u WHERE u.id = m.child_id));
UPDATE custody.membership m SET
  left_event = coalesce(
    (SELECT min(c.event_id) FROM custody.change c
     WHERE c.unit_id = m.child_id AND c.parent_id = m.parent_id AND c.event_id > m.entered_event),
    m.entered_event)
WHERE m.left_at IS NOT NULL;
ALTER TABLE custody.membership ALTER COLUMN entered_event SET NOT NULL;

-- An error declaration goes to whom the event went that it is about.
UPDATE custody.event d SET counterparty_id = o.counterparty_id
FROM custody.event o
WHERE o.organisation_id = d.organisation_id AND o.event_hash = d.event_hash
  AND o.error_hash = decode(repeat('00', 32), 'hex') AND o.error_hash <> d.error_hash
  AND o.counterparty_id IS NOT NULL;

-- Which of these units passed between two organisations: itself, or what held it then, was shipped
-- from one to the other. A shipment that was declared to be in error passed nothing, unless it was
-- received all the same. OFFSET 0 has PostgreSQL look up a few rows by index for each unit, where it
-- would read whole tables: it does not know that an event names few units. PL/pgSQL keeps the plan.
CREATE OR REPLACE FUNCTION custody.passed(units bigint[], one uuid, other uuid) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE ROWS 10 AS $$
BEGIN RETURN QUERY
  WITH RECURSIVE inside (unit, holder, since, until) AS (
    SELECT u, u, 0::bigint, 9223372036854775807 FROM unnest(units) AS u
    UNION
    SELECT i.unit, m.parent_id, greatest(i.since, m.entered_event),
           least(i.until, coalesce(m.left_event, 9223372036854775807))
    FROM inside i CROSS JOIN LATERAL (
      SELECT * FROM custody.membership m WHERE m.child_id = i.holder OFFSET 0) m
    WHERE m.entered_event < i.until AND coalesce(m.left_event, 9223372036854775807) > i.since
  )
  SELECT DISTINCT i.unit
  FROM inside i CROSS JOIN LATERAL (
    SELECT e.*
    FROM custody.event_unit eu JOIN custody.event e ON e.id = eu.event_id
    WHERE eu.unit_id = i.holder AND eu.event_id >= i.since AND eu.event_id < i.until
      AND e.counterparty_id IN (one, other)
    OFFSET 0) e
  WHERE ((e.organisation_id = one AND e.counterparty_id = other)
      OR (e.organisation_id = other AND e.counterparty_id = one))
    AND e.error_hash = decode(repeat('00', 32), 'hex')
    AND (e.declared_by IS NULL OR EXISTS (
      SELECT FROM custody.event_unit ru JOIN custody.event r ON r.id = ru.event_id
      WHERE ru.unit_id = i.holder AND ru.event_id > e.id
        AND r.organisation_id = e.counterparty_id AND r.declared_by IS NULL
        AND r.error_hash = decode(repeat('00', 32), 'hex')
        AND r.event_type = 'ObjectEvent' AND r.biz_step IN ('receiving', 'accepting')));
END
$$;

-- THE predicate of visibility, for every query, list and subscription. Which units an organisation
-- may see in an event: null when it may not see the event at all, empty when it may see it whole (its
-- own; or the viewer is null, which stands for a regulator), else key and serial: of a shipment to
-- it, or the declaration that this was an error, all; otherwise those that passed between it and the
-- author.
CREATE OR REPLACE FUNCTION custody.seen(event bigint, author uuid, viewer uuid) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF viewer IS NULL OR viewer = author THEN
    RETURN '{}';
  END IF;
  IF NOT EXISTS (SELECT FROM custody.trading_partner t
                 WHERE t.organisation_id = viewer AND t.partner_id = author) THEN
    RETURN NULL;
  END IF;
  IF EXISTS (SELECT FROM custody.event e WHERE e.id = event AND e.counterparty_id = viewer) THEN
    RETURN (SELECT array_agg(u.key || ' ' || u.serial)
            FROM custody.event_unit eu JOIN custody.unit u ON u.id = eu.unit_id
            WHERE eu.event_id = event);
  END IF;
  RETURN (SELECT array_agg(u.key || ' ' || u.serial)
          FROM custody.passed(ARRAY(SELECT eu.unit_id FROM custody.event_unit eu
                                    WHERE eu.event_id = event), author, viewer) AS p (id)
          CROSS JOIN LATERAL
            (SELECT key, serial FROM custody.unit WHERE unit.id = p.id OFFSET 0) u);
END
$$;

-- Whether all units that an event names had come from this sender to the receiver: the latest
-- shipment of each before the event.
CREATE FUNCTION custody.came_from(event bigint, receiver uuid, sender uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM custody.event_unit eu
    LEFT JOIN LATERAL (
      SELECT s.organisation_id, s.counterparty_id
      FROM custody.event_unit su JOIN custody.event s ON s.id = su.event_id
      WHERE su.unit_id = eu.unit_id AND su.event_id < event AND s.counterparty_id IS NOT NULL
        AND s.declared_by IS NULL AND s.error_hash = decode(repeat('00', 32), 'hex')
      ORDER BY su.event_id DESC LIMIT 1) s ON true
    WHERE eu.event_id = event
      AND (s.organisation_id, s.counterparty_id) IS DISTINCT FROM (sender, receiver))
$$;
