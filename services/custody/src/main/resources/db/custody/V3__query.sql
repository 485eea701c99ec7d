-- What the query interface looks for by index, and who may see what (docs/adr/0012).

-- Canonical URIs, cut to 500 characters so that they fit into an index; matching is exact elsewhere.
ALTER TABLE custody.event
  ADD COLUMN action       text,
  ADD COLUMN read_point   text COLLATE "C",
  ADD COLUMN biz_location text COLLATE "C",
  ADD COLUMN event_uri    text COLLATE "C";  -- the eventID that it came with
UPDATE custody.event SET
  action       = document::jsonb ->> 'action',
  read_point   = left(document::jsonb -> 'readPoint' ->> 'id', 500),
  biz_location = left(document::jsonb -> 'bizLocation' ->> 'id', 500),
  event_uri    = left(document::jsonb ->> 'eventID', 500);

CREATE INDEX ON custody.event (organisation_id, event_time, id);
CREATE INDEX ON custody.event (organisation_id, record_time, id);
CREATE INDEX ON custody.event (event_time, id);
CREATE INDEX ON custody.event (record_time, id);
CREATE INDEX ON custody.event (read_point, event_time, id);
CREATE INDEX ON custody.event (biz_location, event_time, id) WHERE biz_location IS NOT NULL;
CREATE INDEX ON custody.event (event_uri) WHERE event_uri IS NOT NULL;
CREATE INDEX ON custody.event (event_hash);

-- What else an event names: identifiers that are no units, classes, documents, parties.
CREATE TABLE custody.event_identifier (
  identifier text COLLATE "C" NOT NULL,
  event_id   bigint NOT NULL REFERENCES custody.event,
  PRIMARY KEY (identifier, event_id)
);

-- Values that an organisation has used, so that a list of them needs no look at its events.
CREATE TABLE custody.used_value (
  organisation_id uuid NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('bizStep', 'disposition', 'readPoint', 'bizLocation')),
  value           text COLLATE "C" NOT NULL,
  PRIMARY KEY (organisation_id, kind, value)
);
CREATE INDEX ON custody.used_value (kind, value);
INSERT INTO custody.used_value
  SELECT DISTINCT e.organisation_id, v.kind, v.value
  FROM custody.event e CROSS JOIN LATERAL
    (VALUES ('bizStep', left(e.biz_step, 500)), ('disposition', left(e.disposition, 500)),
            ('readPoint', e.read_point), ('bizLocation', e.biz_location)) AS v (kind, value)
  WHERE v.value IS NOT NULL;

-- Who has ever shipped to whom; both directions.
CREATE TABLE custody.trading_partner (
  organisation_id uuid NOT NULL,
  partner_id      uuid NOT NULL,
  PRIMARY KEY (organisation_id, partner_id)
);
INSERT INTO custody.trading_partner
  SELECT organisation_id, counterparty_id FROM custody.event WHERE counterparty_id IS NOT NULL
  UNION
  SELECT counterparty_id, organisation_id FROM custody.event WHERE counterparty_id IS NOT NULL;

CREATE TABLE custody.named_query (
  organisation_id uuid NOT NULL,
  name            text NOT NULL,
  definition      jsonb NOT NULL,  -- as it was given
  parameters      jsonb NOT NULL,  -- canonical
  created         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, name)
);

-- Which of these units passed between two organisations: itself, or what held it then, was shipped
-- from one to the other.
CREATE FUNCTION custody.passed(units bigint[], one uuid, other uuid) RETURNS SETOF bigint
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE inside (unit, holder, since, until) AS (
    SELECT u, u, '-infinity'::timestamptz, 'infinity'::timestamptz FROM unnest(units) AS u
    UNION
    SELECT i.unit, m.parent_id, greatest(i.since, m.entered),
           least(i.until, coalesce(m.left_at, 'infinity'))
    FROM inside i JOIN custody.membership m ON m.child_id = i.holder
    WHERE m.entered < i.until AND coalesce(m.left_at, 'infinity') > i.since
  )
  SELECT DISTINCT i.unit
  FROM inside i
  JOIN custody.event_unit eu ON eu.unit_id = i.holder
  JOIN custody.event e ON e.id = eu.event_id AND e.event_time >= i.since AND e.event_time <= i.until
  WHERE (e.organisation_id = one AND e.counterparty_id = other)
     OR (e.organisation_id = other AND e.counterparty_id = one)
$$;

-- THE predicate of visibility, for every query, list and subscription. Which units an organisation
-- may see in an event: null when it may not see the event at all, empty when it may see it whole (its
-- own; or the viewer is null, which stands for a regulator), else key and serial of those that passed
-- between it and the author.
CREATE FUNCTION custody.seen(event bigint, author uuid, viewer uuid) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF viewer IS NULL OR viewer = author THEN
    RETURN '{}';
  END IF;
  IF NOT EXISTS (SELECT FROM custody.trading_partner t
                 WHERE t.organisation_id = viewer AND t.partner_id = author) THEN
    RETURN NULL;
  END IF;
  RETURN (SELECT array_agg(u.key || ' ' || u.serial)
          FROM custody.passed(ARRAY(SELECT eu.unit_id FROM custody.event_unit eu
                                    WHERE eu.event_id = event), author, viewer) AS p (id)
          JOIN custody.unit u ON u.id = p.id);
END
$$;

CREATE FUNCTION custody.visible(event bigint, author uuid, viewer uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$ SELECT custody.seen(event, author, viewer) IS NOT NULL $$;

-- Signs the tokens of pages; one for all processes, because any of them may be asked for the next.
CREATE TABLE custody.page_secret (secret text NOT NULL);
INSERT INTO custody.page_secret VALUES (gen_random_uuid()::text || gen_random_uuid()::text);
