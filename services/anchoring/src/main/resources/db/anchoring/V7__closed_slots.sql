-- Which slots entries close already, on chain or soon: none twice, for the ledger would refuse the
-- whole commitment, and stop its organisation's log for good.
CREATE TABLE anchoring.closed (
  organisation uuid     NOT NULL REFERENCES anchoring.log,
  seal         bytea    NOT NULL CHECK (octet_length(seal) = 32),
  slots        bit(256) NOT NULL,
  PRIMARY KEY (organisation, seal)
);

-- A way back is a slot now, which the reactivation closes.
ALTER TABLE anchoring.seal_entry DROP COLUMN undoes;
