-- Alerts: each is a case. Written in the transaction of what raised it.
CREATE TABLE verification.alert (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number          bigint GENERATED ALWAYS AS IDENTITY UNIQUE,  -- the order of raising; shown to nobody
  code            text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('technical', 'procedural', 'custody')),
  -- The unit: GTIN and serial number of an SGTIN, the whole of an SSCC and an empty text.
  key             text COLLATE "C" NOT NULL,
  serial          text COLLATE "C" NOT NULL,
  organisation_id uuid NOT NULL,  -- where it was noticed
  place           text,
  lot             text,           -- as on the label, if that was read
  expiry          date,
  detail          text NOT NULL CHECK (length(detail) BETWEEN 1 AND 1000),
  elsewhere       jsonb NOT NULL DEFAULT '{"sightings": []}',
  first_time      timestamptz NOT NULL,  -- when it happened, first and last
  last_time       timestamptz NOT NULL,
  times           int NOT NULL CHECK (times >= 1),
  raised          timestamptz NOT NULL DEFAULT now(),
  state           text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'investigating', 'closed')),
  cause           text,  -- why it was raised, once that is known
  assigned_to     text,  -- user name
  assigned_in     uuid,  -- the organisation of that user
  version         int NOT NULL DEFAULT 1,
  CHECK ((state = 'closed') = (cause IS NOT NULL)),
  CHECK ((assigned_to IS NULL) = (assigned_in IS NULL))
);
-- The same again counts up while its case is open.
CREATE UNIQUE INDEX alert_open ON verification.alert (key, serial, code, organisation_id)
  WHERE state <> 'closed';
-- What verdicts ask for.
CREATE INDEX alert_falsified ON verification.alert (key, serial)
  WHERE cause = 'falsification-confirmed';

-- Who may see a case and is told of it; regulators may see all.
CREATE TABLE verification.concerned (
  organisation_id uuid NOT NULL,
  number          bigint NOT NULL REFERENCES verification.alert (number),
  PRIMARY KEY (organisation_id, number)
);
CREATE INDEX ON verification.concerned (number);

-- What was done with a case, by whom and why. Each step makes a version of the case.
CREATE TABLE verification.step (
  number          bigint NOT NULL REFERENCES verification.alert (number),
  version         int NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('comment', 'assignment', 'state')),
  done            timestamptz NOT NULL DEFAULT now(),
  done_by         text NOT NULL,  -- user name
  organisation_id uuid NOT NULL,
  state           text CHECK (state IN ('open', 'investigating', 'closed')),
  cause           text,
  assigned_to     text,
  assigned_in     uuid,
  comment         text CHECK (length(comment) BETWEEN 1 AND 4000),
  PRIMARY KEY (number, version),
  CHECK ((kind = 'state') = (state IS NOT NULL)),
  CHECK (kind <> 'comment' OR comment IS NOT NULL)
);

-- What an organisation is told. Written in the transaction of what it tells; it gets its position,
-- counted from 1 for each organisation, when that has committed, so that no reader of what lies
-- behind a position passes one over.
CREATE TABLE verification.notice (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation_id uuid NOT NULL,
  number          bigint NOT NULL REFERENCES verification.alert (number),
  what            text NOT NULL CHECK (what IN ('raised', 'comment', 'assignment', 'state')),
  state           text NOT NULL,  -- of the case then
  version         int NOT NULL,   -- of the case then
  noted           timestamptz NOT NULL DEFAULT now(),
  position        bigint,
  UNIQUE (organisation_id, position)
);
CREATE INDEX ON verification.notice (id) WHERE position IS NULL;

-- How many notices each organisation has been given.
CREATE TABLE verification.told (
  organisation_id uuid PRIMARY KEY,
  position        bigint NOT NULL
);

-- Where an organisation has its notices posted to.
CREATE TABLE verification.webhook (
  organisation_id uuid PRIMARY KEY,
  url             text NOT NULL CHECK (length(url) BETWEEN 1 AND 2000),
  token           text CHECK (length(token) BETWEEN 1 AND 200),
  position        bigint NOT NULL,  -- what has been taken
  due             timestamptz NOT NULL DEFAULT now(),
  leased_until    timestamptz,
  failures        int NOT NULL DEFAULT 0,
  last_failure    text
);
