-- Capture in the background: a document is kept in chunks until a process has taken it into custody.

-- A document that comes in (received is null) or waits; gone when its job is done.
CREATE TABLE custody.capture_document (
  id              uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  touched         timestamptz NOT NULL DEFAULT now(),
  received        timestamptz
);
CREATE INDEX ON custody.capture_document (organisation_id, received);

CREATE TABLE custody.capture_chunk (
  job   uuid  NOT NULL REFERENCES custody.capture_document ON DELETE CASCADE,
  n     int   NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (job, n)
);
ALTER TABLE custody.capture_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;  -- kept for minutes only

-- events: how many have been looked at; what is behind them is still to do while finished is null.
ALTER TABLE custody.capture_job
  ADD COLUMN finished    timestamptz,
  ADD COLUMN error_count int NOT NULL DEFAULT 0,
  ALTER COLUMN success SET DEFAULT true,
  ALTER COLUMN events  SET DEFAULT 0;
CREATE INDEX ON custody.capture_job (organisation_id, created, id);

-- The first errors of a job; error_count has the whole number.
CREATE TABLE custody.capture_error (
  job    uuid NOT NULL REFERENCES custody.capture_job,
  n      int  NOT NULL,
  event  int,            -- position in the document, from 0; null for the document itself
  reason text NOT NULL,
  path   text,
  detail text NOT NULL,
  PRIMARY KEY (job, n)
);
INSERT INTO custody.capture_error (job, n, event, reason, detail)
  SELECT j.id, e.place - 1, (e.error ->> 'event')::int, e.error ->> 'reason', e.error ->> 'detail'
  FROM custody.capture_job j, jsonb_array_elements(j.errors) WITH ORDINALITY AS e (error, place);
UPDATE custody.capture_job SET finished = created, error_count = jsonb_array_length(errors);
ALTER TABLE custody.capture_job DROP COLUMN errors;

-- Corrections: an event may be declared to be in error, by another event.
ALTER TABLE custody.event ADD COLUMN declared_by bigint REFERENCES custody.event;

-- What a unit was like before an event changed it, so that the change can be taken back.
CREATE TABLE custody.change (
  event_id      bigint NOT NULL REFERENCES custody.event,
  unit_id       bigint NOT NULL REFERENCES custody.unit,
  last_event    bigint NOT NULL,
  state         text   NOT NULL,
  parent_id     bigint REFERENCES custody.unit,
  custodian_id  uuid,
  place         text,
  in_transit_to uuid,
  PRIMARY KEY (event_id, unit_id)
);
CREATE INDEX ON custody.change (unit_id);

-- Void: commissioned in error. For everybody else such a pack does not exist.
ALTER TABLE custody.unit DROP CONSTRAINT unit_state_check,
  ADD CONSTRAINT unit_state_check CHECK (state IN ('Active', 'Supplied', 'Destroyed', 'Void'));
CREATE OR REPLACE VIEW custody.packs AS
  SELECT p.id, p.key AS gtin, p.serial, p.batch_id, p.state,
         t.custodian_id, t.place, t.in_transit_to,
         greatest(p.last_event, t.last_event) AS last_event
  FROM custody.unit p
  JOIN LATERAL (SELECT custody.topmost(p.id) AS id) top ON true
  JOIN custody.unit t ON t.id = top.id
  WHERE p.kind = 'PACK' AND p.state <> 'Void';
