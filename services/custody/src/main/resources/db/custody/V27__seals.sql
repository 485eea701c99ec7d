-- Seals follow custody (docs/adr/0018): one place derives them from what units became.

-- What units became, in the order in which it was captured, until seals were derived from it.
CREATE TABLE custody.seal_todo (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id      bigint  NOT NULL,   -- by which
  unit_id       bigint  NOT NULL,
  made          boolean NOT NULL,   -- it came into being
  was_state     text,               -- what it was before, if that is known
  was_in        bigint,
  was_with      uuid,
  state         text    NOT NULL,
  parent_id     bigint,
  custodian_id  uuid,
  in_transit_to uuid,
  state_since   timestamptz
);

-- Notes with open slots. A seal is known to nobody else before a slot of it is closed.
CREATE TABLE custody.seal_note (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hash            bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
  organisation_id uuid  NOT NULL,
  seal            bytea NOT NULL CHECK (octet_length(seal) = 32)
);

-- Where units are by their seals, and what of custody that follows. A pack is inside parent_id when it
-- has neither an open slot nor ended; a logistic unit is sealed while something is inside.
CREATE TABLE custody.sealed (
  -- No reference to custody.unit: its check would keep who changes the unit waiting.
  unit_id      bigint PRIMARY KEY,
  state        text NOT NULL,
  parent_id    bigint,
  custodian_id uuid,
  state_since  timestamptz,
  made_in      bytea,                                  -- note of the batch entry that made it
  note_id      bigint REFERENCES custody.seal_note,    -- its open slot; of what ended, the way back
  slot         smallint,
  ended_by     bytea,                                  -- leaf hash of the final entry
  ended_at     timestamptz,                            -- when that was logged
  contents     bytea,                                  -- contentsRoot
  offer        bytea,                                  -- leaf hash of the offer to offered_to
  offered_to   uuid,
  conflict     text,                                   -- why seals follow it no more
  CHECK ((note_id IS NULL) = (slot IS NULL)),
  CHECK ((offer IS NULL) = (offered_to IS NULL))
);
CREATE INDEX sealed_inside ON custody.sealed (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX sealed_conflict ON custody.sealed (unit_id) WHERE conflict IS NOT NULL;

-- Packs with a higher id have seals.
CREATE TABLE custody.seal_start AS SELECT coalesce(max(id), 0) AS after FROM custody.unit;

-- Packs that were on record before have no seals; what holds them may be packed anew.
INSERT INTO custody.sealed (unit_id, state, parent_id, custodian_id, state_since)
  SELECT id, state, parent_id, custodian_id, state_since FROM custody.unit WHERE kind <> 'PACK';
