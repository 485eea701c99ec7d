-- What stands on the contract RecallBoard, whoever brought it, read up to a block; to be compared
-- with registry.recalls.
CREATE TABLE anchoring.declared (
  gtin         text NOT NULL,
  lot          text NOT NULL,    -- empty: the whole product
  country      text NOT NULL,    -- empty: every country
  block_number bigint NOT NULL,
  PRIMARY KEY (gtin, lot, country)
);
ALTER TABLE anchoring.chain
  ADD COLUMN board_followed bigint NOT NULL DEFAULT 0,
  ADD COLUMN board_hash bytea;   -- of that block; null before the first
