-- What is told late is put where it belongs: everything that was told of the units concerned is
-- applied anew, in the order in which it happened (docs/adr/0013).

-- The latest time of anything that was told of a unit itself: what is of an earlier time is late.
-- Null of what was told before there was this column; then it is computed when the unit is
-- loaded for the first time.
ALTER TABLE custody.unit ADD COLUMN told timestamptz;

-- In which order the changes of a unit took effect that was replayed: that of time. Null: that of
-- capture.
ALTER TABLE custody.change ADD COLUMN turn bigint;

-- What was told late may lie within a membership by its time and not by the order of capture, so one
-- membership may have several rows, for the stretches of that order which lie within it.
ALTER TABLE custody.membership
  DROP CONSTRAINT membership_pkey,
  ADD PRIMARY KEY (child_id, entered, parent_id, entered_event);

-- What was refused because of how its units were, and may count when more is told of them. Removed
-- after 240 hours, when others come; of one organisation the latest 10,000 are kept.
CREATE TABLE custody.refused_event (
  organisation_id uuid NOT NULL,
  event_hash      bytea NOT NULL CHECK (length(event_hash) = 32),
  document        text NOT NULL,
  lot             text,  -- on the label
  expiry          date,  -- on the label
  returns         boolean NOT NULL,  -- whether units would be Active again by it
  event_time      timestamptz NOT NULL,
  told            timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, event_hash)
);
CREATE INDEX ON custody.refused_event (told);
CREATE INDEX ON custody.refused_event (organisation_id, told);

-- What such events name, also if that is not known yet.
CREATE TABLE custody.refused_unit (
  name            text COLLATE "C" NOT NULL,  -- key, a space, serial
  organisation_id uuid NOT NULL,
  event_hash      bytea NOT NULL,
  PRIMARY KEY (name, organisation_id, event_hash),
  FOREIGN KEY (organisation_id, event_hash) REFERENCES custody.refused_event ON DELETE CASCADE
);
CREATE INDEX ON custody.refused_unit (organisation_id, event_hash);
