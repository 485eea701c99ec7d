-- What a unit was like at some time (event time): what it was before the first event after that, or
-- else what it is now.
CREATE FUNCTION custody.state_at(wanted bigint, at timestamptz)
RETURNS TABLE (parent_id bigint, custodian_id uuid, in_transit_to uuid) LANGUAGE sql STABLE AS $$
  SELECT coalesce(c.parent_id, CASE WHEN c.unit_id IS NULL THEN u.parent_id END),
         coalesce(c.custodian_id, CASE WHEN c.unit_id IS NULL THEN u.custodian_id END),
         coalesce(c.in_transit_to, CASE WHEN c.unit_id IS NULL THEN u.in_transit_to END)
  FROM custody.unit u
  LEFT JOIN LATERAL (
    SELECT c.* FROM custody.change c JOIN custody.event e ON e.id = c.event_id
    WHERE c.unit_id = u.id AND e.event_time > at
    ORDER BY e.event_time, e.id LIMIT 1
  ) c ON true
  WHERE u.id = wanted
$$;

-- Whether a unit was in an organisation's custody, and not in transit, at some time.
CREATE FUNCTION custody.held(wanted bigint, organisation uuid, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE up AS (
    SELECT * FROM custody.state_at(wanted, at)
    UNION ALL
    SELECT s.* FROM up CROSS JOIN LATERAL custody.state_at(up.parent_id, at) s
    WHERE up.parent_id IS NOT NULL
  )
  SELECT EXISTS (SELECT FROM up WHERE parent_id IS NULL AND custodian_id = organisation
                                  AND in_transit_to IS NULL)
$$;
