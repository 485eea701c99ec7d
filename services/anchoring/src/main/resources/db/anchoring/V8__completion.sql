-- A database may be older than its journal: restored from a backup, or a standby that took over
-- (docs/adr/0021). It is completed from the journal before anything is sealed.

-- How much of the journal this database knows: of what stands before next, every commitment is
-- here. It is older in a backup, by just as much as the backup lacks.
CREATE TABLE anchoring.journal_position (
  topic     text    NOT NULL,   -- Kafka's id of the topic: one made anew is read from its beginning
  partition integer NOT NULL,
  next      bigint  NOT NULL,
  PRIMARY KEY (topic, partition)
);

-- For which start of the server, and which database on it, completion is done. What is restored
-- was started anew or made anew, so this cannot be true of it.
CREATE TABLE anchoring.completion (
  singleton      boolean     PRIMARY KEY DEFAULT true CHECK (singleton),
  database       oid         NOT NULL,
  server_started timestamptz NOT NULL,
  whole          boolean     NOT NULL,  -- all pages were read, and all that they say fits
  done_at        timestamptz NOT NULL DEFAULT now()
);

-- Entries that came back from the journal. It has their digests, units and secrets, but no
-- documents: those are lost until the same is logged again (another entry with the same digest).
CREATE TABLE anchoring.returned (
  entry_id       bigint      PRIMARY KEY REFERENCES anchoring.entry,
  organisation   uuid        NOT NULL REFERENCES anchoring.log,
  content_digest bytea       NOT NULL,
  returned_at    timestamptz NOT NULL DEFAULT now(),
  found_at       timestamptz  -- when its document was there again
);
CREATE INDEX returned_lost ON anchoring.returned (organisation, content_digest)
  WHERE found_at IS NULL;
