-- Whether a unit was received by whom a shipment of it went to, before it was shipped again.
CREATE FUNCTION custody.received(shipment bigint, receiver uuid, holder bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM custody.event_unit ru JOIN custody.event r ON r.id = ru.event_id
    WHERE ru.unit_id = holder AND ru.event_id > shipment
      AND r.organisation_id = receiver AND r.declared_by IS NULL
      AND r.error_hash = decode(repeat('00', 32), 'hex')
      AND r.event_type = 'ObjectEvent' AND r.biz_step IN ('receiving', 'accepting')
      AND NOT EXISTS (
        SELECT FROM custody.event_unit su JOIN custody.event s ON s.id = su.event_id
        WHERE su.unit_id = holder AND su.event_id > shipment AND su.event_id < r.id
          AND s.counterparty_id IS NOT NULL AND s.error_hash = decode(repeat('00', 32), 'hex')))
$$;

-- As in V8, but a shipment that was declared to be in error passed something only if it was itself
-- received: who got the units much later, from somebody else, learns nothing of the first sender.
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
    AND (e.declared_by IS NULL OR custody.received(e.id, e.counterparty_id, i.holder));
END
$$;
