-- How the label came in; null where there was none, as with an event of a partner.
ALTER TABLE verification.alert ADD COLUMN entry text CHECK (entry IN ('scanned', 'typed'));

-- What was typed and is not on record: a mistake, until the same is typed again or scanned
-- (docs/adr/0024).
CREATE TABLE verification.typed (
  organisation_id uuid NOT NULL,
  gtin            text COLLATE "C" NOT NULL,
  serial          text COLLATE "C" NOT NULL,
  lot             text COLLATE "C" NOT NULL,  -- empty where none was typed
  expiry          text COLLATE "C" NOT NULL,  -- ISO 8601, or empty
  code            text COLLATE "C" NOT NULL,
  event           text COLLATE "C",  -- what it was typed for: that again is a retry
  typed           timestamptz NOT NULL,
  again           boolean NOT NULL DEFAULT false,  -- typed twice, so raised
  PRIMARY KEY (organisation_id, gtin, serial, lot, expiry, code)
);
CREATE INDEX ON verification.typed (organisation_id, typed) WHERE NOT again;
CREATE INDEX ON verification.typed (typed);
