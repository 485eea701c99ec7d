-- One row for each organisation that ever logged anything.
CREATE TABLE anchoring.log (
  organisation uuid   PRIMARY KEY,
  chain_id     bytea  NOT NULL UNIQUE CHECK (octet_length(chain_id) = 32), -- its random name on chain
  size         bigint NOT NULL DEFAULT 0,   -- leaves that are sealed
  sequence     bigint NOT NULL DEFAULT 0,   -- last commitment sealed
  confirmed    bigint NOT NULL DEFAULT 0,   -- last commitment confirmed
  stopped      text,                        -- why nothing more is committed, for a person to decide
  stopped_at   timestamptz,
  CHECK (confirmed <= sequence)
);

-- Never changed but for its place in the log, which the sealer gives.
CREATE TABLE anchoring.entry (
  id             bigint   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation   uuid     NOT NULL REFERENCES anchoring.log,
  type           smallint NOT NULL,
  content_digest bytea    NOT NULL CHECK (octet_length(content_digest) = 32),
  units_root     bytea    NOT NULL CHECK (octet_length(units_root) = 32),
  leaf_hash      bytea    NOT NULL CHECK (octet_length(leaf_hash) = 32),
  secret         bytea    NOT NULL CHECK (octet_length(secret) = 32),
  units          bytea,                     -- UnitList; null when there are none
  appended       timestamptz NOT NULL DEFAULT now(),
  sequence       bigint,                    -- of its commitment
  leaf_index     bigint
) WITH (fillfactor = 90);
CREATE INDEX entry_unsealed ON anchoring.entry (organisation, id) WHERE sequence IS NULL;
CREATE UNIQUE INDEX entry_leaf ON anchoring.entry (organisation, leaf_index) WHERE leaf_index IS NOT NULL;

-- The tree: 256 hashes in a tile, a tile only grows at its end.
CREATE TABLE anchoring.tile (
  organisation uuid     NOT NULL REFERENCES anchoring.log,
  level        smallint NOT NULL,
  index        bigint   NOT NULL,
  hashes       bytea    NOT NULL,
  PRIMARY KEY (organisation, level, index)
);
ALTER TABLE anchoring.tile ALTER COLUMN hashes SET STORAGE EXTERNAL;  -- hashes do not compress

CREATE TABLE anchoring.commitment (
  organisation uuid   NOT NULL REFERENCES anchoring.log,
  sequence     bigint NOT NULL CHECK (sequence > 0),
  first_leaf   bigint NOT NULL,
  log_size     bigint NOT NULL CHECK (log_size > first_leaf),
  log_root     bytea  NOT NULL CHECK (octet_length(log_root) = 32),
  sealed_at    timestamptz NOT NULL DEFAULT now(),
  journaled_at timestamptz,                 -- its entries are in the second durable place
  signature    bytea,                       -- of the organisation, 65 bytes, once it has signed
  refused      text,                        -- why the chain would not take it, when last asked
  refused_at   timestamptz,
  -- the record on chain, once it is known to equal ours
  confirmed_at timestamptz,
  block_number bigint,
  block_hash   bytea,
  block_time   timestamptz,
  tx_hash      bytea,
  log_index    integer,
  head         bytea,
  PRIMARY KEY (organisation, sequence)
);
CREATE INDEX commitment_open ON anchoring.commitment (organisation) WHERE confirmed_at IS NULL;

-- The chain that this installation belongs to: one, for ever. It is never exchanged for another.
CREATE TABLE anchoring.chain (
  singleton     boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  chain_id      bigint  NOT NULL,
  genesis_hash  bytea   NOT NULL,
  governors     bytea   NOT NULL,
  registry      bytea   NOT NULL,
  ledger        bytea   NOT NULL,
  -- up to here, this block included, every record has been compared with ours
  followed      bigint  NOT NULL,
  followed_hash bytea   NOT NULL
);

-- The account that pays (nothing) for our transactions.
CREATE TABLE anchoring.relay (
  address    bytea  PRIMARY KEY,
  next_nonce bigint NOT NULL
);

-- A transaction on its way: its bytes are kept before it is sent, so that a restart sends the same.
CREATE TABLE anchoring.submission (
  relay        bytea  NOT NULL REFERENCES anchoring.relay,
  nonce        bigint NOT NULL,
  organisation uuid   NOT NULL,
  sequence     bigint NOT NULL,
  raw          bytea  NOT NULL,
  tx_hash      bytea  NOT NULL,
  signed_at    timestamptz NOT NULL DEFAULT now(),
  sent_at      timestamptz,
  PRIMARY KEY (relay, nonce),
  FOREIGN KEY (organisation, sequence) REFERENCES anchoring.commitment
);
CREATE INDEX submission_commitment ON anchoring.submission (organisation, sequence);

-- Who an organisation is on chain.
CREATE TABLE anchoring.identity (
  organisation uuid  PRIMARY KEY REFERENCES anchoring.log,
  key_address  bytea NOT NULL UNIQUE,
  document     bytea NOT NULL,              -- IdentityDocument, as it was when it was made
  digest       bytea NOT NULL,
  prefixes     bytea NOT NULL,              -- digests of its company prefixes, 32 bytes each
  roles        integer NOT NULL,            -- bit mask of OrganisationRegistry
  admitted_in  bigint                       -- block by which the chain had it
);

-- Published: what other features may join.
CREATE VIEW anchoring.entry_status AS
SELECT e.id AS entry_id,
       e.organisation,
       c.confirmed_at IS NOT NULL AS anchored,
       CASE WHEN c.confirmed_at IS NOT NULL THEN e.sequence END AS sequence,
       c.block_number,
       c.block_hash,
       c.block_time,
       c.tx_hash,
       c.confirmed_at
FROM anchoring.entry e
LEFT JOIN anchoring.commitment c ON c.organisation = e.organisation AND c.sequence = e.sequence;
