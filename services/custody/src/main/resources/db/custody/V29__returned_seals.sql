-- After a restore (docs/adr/0021) seals came back from the journal of which custody knows nothing.

-- Entries that came back and were not followed yet; whether one could be depends on others.
CREATE TABLE custody.seal_returned (
  entry_id bigint PRIMARY KEY,
  pass     int    DEFAULT 0  -- in how many passes it could not be; null while nothing leads to it
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

-- The same packs as before, with how far their seals are: by what custody and seals have of the pack
-- itself; what it is in may be further behind.
CREATE OR REPLACE VIEW custody.packs AS
  SELECT p.id, p.key AS gtin, p.serial, p.batch_id, p.state,
         t.custodian_id, t.place, t.in_transit_to,
         greatest(p.last_event, t.last_event) AS last_event,
         CASE
           WHEN s.conflict IS NOT NULL THEN 'conflict'
           WHEN p.state = 'Archived' OR (s.made_in IS NULL
                AND p.id <= (SELECT after FROM custody.seal_start)) THEN 'none'
           WHEN s.made_in IS NULL OR EXISTS (
                  SELECT FROM custody.seal_ahead a WHERE a.key = p.key AND a.serial = p.serial)
             OR (s.state, s.parent_id, s.custodian_id)
                IS DISTINCT FROM (p.state, p.parent_id, p.custodian_id) THEN 'behind'
           ELSE 'sealed'
         END AS seals
  FROM custody.unit p
  CROSS JOIN LATERAL (
    WITH RECURSIVE up AS (
      SELECT p.id, p.parent_id, p.custodian_id, p.place, p.in_transit_to, p.last_event
      UNION ALL
      SELECT u.id, u.parent_id, u.custodian_id, u.place, u.in_transit_to, u.last_event
      FROM custody.unit u JOIN up ON u.id = up.parent_id
    )
    SELECT * FROM up WHERE parent_id IS NULL
  ) t
  LEFT JOIN custody.sealed s ON s.unit_id = p.id
  WHERE p.kind = 'PACK' AND p.state <> 'Void';

-- Handovers of which was told that they are not on chain.
CREATE TABLE custody.handover_told (
  entry_id bigint PRIMARY KEY
);
