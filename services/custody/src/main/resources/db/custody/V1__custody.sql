-- Events as captured, the units they are about, and who holds each unit now.

CREATE SEQUENCE custody.event_id INCREMENT BY 1;
CREATE SEQUENCE custody.unit_id INCREMENT BY 1;

-- A pack or a logistic unit. key is the GTIN of an SGTIN or the whole SSCC; serial is '' for an SSCC.
-- Custody is on the topmost unit only; what has a parent inherits it.
CREATE TABLE custody.unit (
  id            bigint PRIMARY KEY,
  key           text COLLATE "C" NOT NULL,
  serial        text COLLATE "C" NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('PACK', 'CASE', 'SSCC')),
  batch_id      bigint,
  state         text NOT NULL CHECK (state IN ('Active', 'Supplied', 'Destroyed')),
  parent_id     bigint REFERENCES custody.unit,
  custodian_id  uuid,
  place         text,
  in_transit_to uuid,
  last_event    bigint NOT NULL,
  height        int NOT NULL,  -- how many levels of units it has held at the most
  UNIQUE (key, serial),
  CHECK ((parent_id IS NULL) = (custodian_id IS NOT NULL)),
  CHECK ((kind = 'SSCC') = (batch_id IS NULL))
);
CREATE INDEX ON custody.unit (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX ON custody.unit (custodian_id) WHERE custodian_id IS NOT NULL;

-- Which unit was inside which, from when to when (event times).
CREATE TABLE custody.membership (
  child_id  bigint NOT NULL REFERENCES custody.unit,
  parent_id bigint NOT NULL REFERENCES custody.unit,
  entered   timestamptz NOT NULL,
  left_at   timestamptz,
  PRIMARY KEY (child_id, entered, parent_id)
);

-- An event as it was captured. document is the JCS form of its JSON-LD; its bytes are never remade.
CREATE TABLE custody.event (
  id              bigint PRIMARY KEY,
  organisation_id uuid NOT NULL,
  event_hash      bytea NOT NULL CHECK (length(event_hash) = 32),
  error_hash      bytea NOT NULL CHECK (length(error_hash) = 32),
  entry_id        bigint NOT NULL,
  event_type      text NOT NULL,
  biz_step        text,
  disposition     text,
  event_time      timestamptz NOT NULL,
  time_offset     text NOT NULL,
  record_time     timestamptz NOT NULL DEFAULT now(),
  place           text,
  counterparty_id uuid,
  document        text NOT NULL,
  UNIQUE (organisation_id, event_hash, error_hash)
);

-- The units that an event names.
CREATE TABLE custody.event_unit (
  unit_id  bigint NOT NULL REFERENCES custody.unit,
  event_id bigint NOT NULL REFERENCES custody.event,
  position int NOT NULL,
  PRIMARY KEY (unit_id, event_id)
);
CREATE INDEX ON custody.event_unit (event_id);

-- How far each Kafka partition is consumed; moved in the transaction of the events.
CREATE TABLE custody.consumed (
  topic       text NOT NULL,
  partition   int NOT NULL,
  next_offset bigint NOT NULL,
  PRIMARY KEY (topic, partition)
);

-- Raw scans, known by (reader, scan id). A parked one waits for an event that it needs.
CREATE TABLE custody.scan (
  reader   text NOT NULL,
  scan_id  text NOT NULL,
  status   text NOT NULL CHECK (status IN ('accepted', 'parked', 'rejected')),
  event_id bigint,
  received timestamptz NOT NULL DEFAULT now(),
  -- only of a parked one
  message  text,
  deadline timestamptz,
  tried    timestamptz,
  organisation_id uuid,
  event_time      timestamptz,
  units           text[],      -- later scans of the organisation about these wait behind it
  PRIMARY KEY (reader, scan_id),
  CHECK ((status = 'parked') = (deadline IS NOT NULL)),
  CHECK ((status = 'parked') = (units IS NOT NULL))
);
CREATE INDEX ON custody.scan (tried) WHERE status = 'parked';
CREATE INDEX ON custody.scan USING gin (units) WHERE status = 'parked';

-- What could not be used, why, and the original.
CREATE TABLE custody.rejection (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation_id uuid,
  source          text NOT NULL CHECK (source IN ('scan', 'capture')),
  reason          text NOT NULL,
  detail          text NOT NULL,
  original        bytea NOT NULL,
  received        timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON custody.rejection (organisation_id, id);

-- A document that was posted to the capture interface.
CREATE TABLE custody.capture_job (
  id              uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  created         timestamptz NOT NULL DEFAULT now(),
  success         boolean NOT NULL,
  proceed         boolean NOT NULL,
  events          int NOT NULL,
  errors          jsonb NOT NULL
);

-- The topmost unit that holds a unit; itself when nothing does.
CREATE FUNCTION custody.topmost(wanted bigint) RETURNS bigint LANGUAGE sql STABLE STRICT AS $$
  WITH RECURSIVE up AS (
    SELECT id, parent_id FROM custody.unit WHERE id = wanted
    UNION ALL
    SELECT u.id, u.parent_id FROM custody.unit u JOIN up ON u.id = up.parent_id
  )
  SELECT id FROM up WHERE parent_id IS NULL
$$;

-- What other features may read: a pack with the custody that it inherits.
CREATE VIEW custody.packs AS
  SELECT p.id, p.key AS gtin, p.serial, p.batch_id, p.state,
         t.custodian_id, t.place, t.in_transit_to,
         greatest(p.last_event, t.last_event) AS last_event
  FROM custody.unit p
  JOIN LATERAL (SELECT custody.topmost(p.id) AS id) top ON true
  JOIN custody.unit t ON t.id = top.id
  WHERE p.kind = 'PACK';

CREATE VIEW custody.events AS
  SELECT id, organisation_id, entry_id, event_time, biz_step FROM custody.event;
