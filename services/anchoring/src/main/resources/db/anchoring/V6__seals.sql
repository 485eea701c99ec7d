-- Entries that move custody (docs/adr/0018): what their authors know of them beside what every
-- entry has.
CREATE TABLE anchoring.seal_entry (
  entry_id  bigint PRIMARY KEY REFERENCES anchoring.entry,
  leaf_hash bytea  NOT NULL UNIQUE CHECK (octet_length(leaf_hash) = 32),
  statement bytea,   -- 65 bytes, of an offer, acceptance, handover or reactivation
  inside    bytea,   -- UnitList: what is in the logistic unit that it sealed anew
  borrowed  bytea,   -- hashes of notes that another entry made as well
  undoes    bytea    -- of a reactivation: leaf hash of the final entry
);
CREATE INDEX seal_entry_undoes ON anchoring.seal_entry (undoes) WHERE undoes IS NOT NULL;

-- Which entry made a note, and which fixed what is in a logistic unit.
CREATE TABLE anchoring.note (
  hash     bytea  PRIMARY KEY CHECK (octet_length(hash) = 32),
  entry_id bigint NOT NULL REFERENCES anchoring.entry
);
CREATE TABLE anchoring.contents (
  root     bytea  PRIMARY KEY CHECK (octet_length(root) = 32),
  entry_id bigint NOT NULL REFERENCES anchoring.entry
);

-- Slots of one note that an entry closes, and where they lead. At most 256 go into a commitment.
CREATE TABLE anchoring.closing (
  entry_id     bigint   NOT NULL REFERENCES anchoring.entry,
  place        int      NOT NULL,   -- among the closings of its entry
  organisation uuid     NOT NULL REFERENCES anchoring.log,
  note         bytea    NOT NULL CHECK (octet_length(note) = 32),
  seal         bytea    NOT NULL CHECK (octet_length(seal) = 32),
  slots        bytea    NOT NULL CHECK (octet_length(slots) = 32),
  binding      bytea    NOT NULL CHECK (octet_length(binding) = 32),
  acceptance   bytea,               -- leaf hash, of a handover
  steps        bytea    NOT NULL,   -- 68 bytes each
  sequence     bigint,              -- of the commitment that has it
  closure      smallint,            -- its place there
  PRIMARY KEY (entry_id, place),
  CHECK ((sequence IS NULL) = (closure IS NULL))
);
CREATE INDEX closing_open ON anchoring.closing (organisation, entry_id, place) WHERE sequence IS NULL;
CREATE INDEX closing_note ON anchoring.closing (note);

-- What a commitment closes: seal, slots and binding of each, 96 bytes.
ALTER TABLE anchoring.commitment
  ADD COLUMN closures bytea NOT NULL DEFAULT ''::bytea CHECK (octet_length(closures) % 96 = 0);
