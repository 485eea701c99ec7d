-- Whose records are kept: a random id, by which nobody is known. Who it is, is the portal's matter.
CREATE TABLE records.person (
  id         uuid PRIMARY KEY,
  custodian  uuid NOT NULL,  -- the organisation in whose log the records are
  created    timestamptz NOT NULL DEFAULT now(),
  erased_at  timestamptz
);

-- Keys with which organisations sign. Ended ones stay: what they signed before is still theirs.
CREATE TABLE records.author_key (
  kid          text PRIMARY KEY,  -- RFC 7638 thumbprint, as all kids
  organisation uuid NOT NULL,
  jwk          text NOT NULL,
  since        timestamptz NOT NULL DEFAULT now(),
  ended        timestamptz,
  entry_id     bigint NOT NULL    -- in the organisation's log: SHA-256 of the jwk
);
CREATE UNIQUE INDEX author_key_valid ON records.author_key (organisation) WHERE ended IS NULL;

-- Keys for which data keys are wrapped. Private halves of organisations lie in reader-keys/, those
-- of persons never come here.
CREATE TABLE records.reader_key (
  kid     text PRIMARY KEY,
  reader  uuid NOT NULL,     -- an organisation or a person
  kind    text NOT NULL CHECK (kind IN ('organisation', 'person')),
  jwk     text NOT NULL,
  since   timestamptz NOT NULL DEFAULT now(),
  retired timestamptz        -- nothing is wrapped for it any more
);
CREATE UNIQUE INDEX reader_key_active ON records.reader_key (reader) WHERE retired IS NULL;

-- Each version of each record. Version 1 stands for the record: who changes it in any way locks it.
CREATE TABLE records.record (
  id             uuid NOT NULL,
  version        int NOT NULL CHECK (version >= 1),
  custodian      uuid NOT NULL,
  person         uuid REFERENCES records.person (id),
  -- What is decided by before it is opened; the author signs a digest of it.
  type           text,
  status         text,
  authored_from  timestamptz,
  authored_until timestamptz,
  authors        text[],
  related        text[],
  labels         text[],     -- system|code
  jwe            text,       -- without recipients, which are the rows of wrapped_key
  salt           bytea CHECK (octet_length(salt) = 32),
  previous       bytea CHECK (octet_length(previous) = 32),  -- commitment of the version before
  commitment     bytea NOT NULL CHECK (octet_length(commitment) = 32),
  entry_id       bigint NOT NULL,  -- in the custodian's log
  stored         timestamptz NOT NULL,
  erased_at      timestamptz,
  PRIMARY KEY (id, version),
  -- Erased is a tombstone: that there was something, and when, and nothing of what or whose.
  CHECK (CASE WHEN erased_at IS NULL
    THEN num_nulls(person, type, status, authors, related, labels, jwe, salt) = 0
    ELSE num_nonnulls(person, type, status, authored_from, authored_until, authors, related,
                      labels, jwe, salt, previous) = 0 END)
);
-- Ciphertext does not shrink.
ALTER TABLE records.record ALTER jwe SET STORAGE EXTERNAL;
CREATE INDEX ON records.record (person, type) WHERE version = 1;

CREATE TABLE records.wrapped_key (
  record        uuid NOT NULL,
  version       int NOT NULL,
  kid           text NOT NULL REFERENCES records.reader_key (kid),
  epk           text NOT NULL,
  encrypted_key text NOT NULL,  -- base64url
  PRIMARY KEY (record, version, kid),
  FOREIGN KEY (record, version) REFERENCES records.record (id, version)
);
CREATE INDEX ON records.wrapped_key (kid);

-- What was erased, by random ids: to be erased again after a database was restored.
CREATE TABLE records.erasure (
  scope   text NOT NULL CHECK (scope IN ('record', 'person')),
  subject uuid NOT NULL,
  done    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (scope, subject)
);
