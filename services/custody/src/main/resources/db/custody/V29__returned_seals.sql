-- After a restore (docs/adr/0021) seals came back from the journal of which custody knows nothing.

-- Entries that came back and were not followed yet; whether one could be depends on others.
CREATE TABLE custody.seal_returned (
  entry_id bigint PRIMARY KEY,
  pass     int    NOT NULL DEFAULT 0  -- in how many passes it could not be
);

CREATE TABLE custody.seal_replay (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  last      bigint  NOT NULL,         -- entry up to which those that came back are noted
  pass      int     NOT NULL,
  followed  bigint  NOT NULL          -- entries, in this pass
);
-- What came back before there was this is as it was: some of it was made again since.
INSERT INTO custody.seal_replay (last, pass, followed) VALUES (0, 0, 0);
DO $$ BEGIN
  IF to_regclass('anchoring.entry_status') IS NOT NULL THEN
    UPDATE custody.seal_replay
    SET last = coalesce(
      (SELECT entry_id FROM anchoring.entry_status ORDER BY entry_id DESC LIMIT 1), 0);
  END IF;
END $$;

-- Units that are elsewhere by their seals than by custody, because custody lost what happened. Each
-- leaves here when custody is told again; until then its changes in custody move no seal. By key
-- and serial, for custody may have lost the unit too.
CREATE TABLE custody.seal_ahead (
  key             text COLLATE "C" NOT NULL,
  serial          text COLLATE "C" NOT NULL,
  made_in         bytea,
  organisation_id uuid,      -- of the slot
  note            bytea,
  seal            bytea,
  slot            smallint,
  inside          text,      -- EPC of what it is in
  ended_by        bytea,
  ended_at        timestamptz,
  contents        bytea,
  offer           bytea,
  offered_to      uuid,
  PRIMARY KEY (key, serial),
  CHECK ((note IS NULL) = (slot IS NULL))
);
