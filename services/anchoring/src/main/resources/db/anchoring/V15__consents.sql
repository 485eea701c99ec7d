-- Changes of consents as patients signed them, on their way to the contract ConsentRegistry.
CREATE TABLE anchoring.consent_change (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key        bytea  NOT NULL CHECK (octet_length(key) = 32),
  salt       bytea  NOT NULL CHECK (octet_length(salt) = 32),
  commitment bytea  CHECK (octet_length(commitment) = 32),  -- null for a revocation
  not_after  bigint,                        -- seconds since 1970; null for a revocation
  nonce      bigint NOT NULL CHECK (nonce >= 0),  -- the version that it changes
  deadline   bigint NOT NULL,               -- seconds since 1970
  signature  bytea  NOT NULL UNIQUE CHECK (octet_length(signature) = 65),
  received   timestamptz NOT NULL DEFAULT now(),
  refused    text,                          -- why it is not there, when last asked
  refusals   integer NOT NULL DEFAULT 0,    -- how often it would not
  ask_again  timestamptz,                   -- when it is asked next; null when it is refused for good
  -- once the registry has it
  confirmed_at timestamptz,
  block_number bigint,
  tx_hash      bytea,
  CHECK ((commitment IS NULL) = (not_after IS NULL)),
  CHECK (ask_again IS NULL OR refused IS NOT NULL),
  CHECK ((confirmed_at IS NULL) = (block_number IS NULL) AND (confirmed_at IS NULL) = (tx_hash IS NULL))
);
CREATE INDEX consent_change_open ON anchoring.consent_change (id) WHERE confirmed_at IS NULL;

-- What ConsentRegistry took, whoever brought it, read up to a block.
CREATE TABLE anchoring.consent_event (
  key          bytea  NOT NULL,
  version      bigint NOT NULL,
  commitment   bytea,                       -- null for a revocation
  not_after    bigint,                      -- seconds since 1970; null for a revocation
  block_number bigint NOT NULL,
  tx_hash      bytea  NOT NULL,
  PRIMARY KEY (key, version)
);
ALTER TABLE anchoring.chain
  ADD COLUMN consent_followed   bigint NOT NULL DEFAULT 0,
  ADD COLUMN consent_hash       bytea,       -- of that block; null before the first
  ADD COLUMN consent_block_time timestamptz, -- when it was made
  ADD COLUMN consent_seen       timestamptz; -- when it was the newest; null while there are more

-- Published: the newest change of each key, and how far the registry was read; no row while it is
-- not known what stands there now.
CREATE VIEW anchoring.consents_on_chain AS
  SELECT DISTINCT ON (key) key, version, commitment, not_after, block_number
  FROM anchoring.consent_event ORDER BY key, version DESC;
CREATE VIEW anchoring.consent_head AS
  SELECT consent_followed AS block_number, consent_block_time AS block_time, consent_seen AS seen
  FROM anchoring.chain WHERE consent_seen IS NOT NULL;

-- A transaction brings a commitment, a recall or a change of a consent.
ALTER TABLE anchoring.submission
  ADD COLUMN consent_id bigint REFERENCES anchoring.consent_change,
  DROP CONSTRAINT submission_check,
  ADD CONSTRAINT submission_check CHECK (
    (organisation IS NULL) = (sequence IS NULL) AND num_nonnulls(sequence, recall_id, consent_id) = 1);
CREATE INDEX submission_consent ON anchoring.submission (consent_id) WHERE consent_id IS NOT NULL;
