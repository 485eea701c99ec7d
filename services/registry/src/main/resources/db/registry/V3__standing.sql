-- Who may act. What is suspended or retired can do nothing and is still named in all history; what is
-- retired stays so.
ALTER TABLE registry.organisation ADD COLUMN standing text NOT NULL DEFAULT 'active'
  CHECK (standing IN ('active', 'suspended', 'retired'));
ALTER TABLE registry.site ADD COLUMN standing text NOT NULL DEFAULT 'active'
  CHECK (standing IN ('active', 'suspended', 'retired')),
  ADD COLUMN country text CHECK (country ~ '^[A-Z]{2}$');
ALTER TABLE registry.reader ADD COLUMN standing text NOT NULL DEFAULT 'active'
  CHECK (standing IN ('active', 'suspended', 'retired'));
ALTER TABLE registry.app_user ADD COLUMN standing text NOT NULL DEFAULT 'active'
  CHECK (standing IN ('active', 'suspended', 'retired')),
  ADD COLUMN site_gln text REFERENCES registry.site;

-- Every change of it, by whom and why.
CREATE TABLE registry.standing_change (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind       text NOT NULL CHECK (kind IN ('organisation', 'site', 'reader', 'user')),
  name       text NOT NULL,  -- GLN, name of the reader or user
  standing   text NOT NULL CHECK (standing IN ('active', 'suspended', 'retired')),
  reason     text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
  changed_by text NOT NULL,
  changed    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON registry.standing_change (kind, name, id);

-- Keys of devices: 256 random bits each, so that a bare hash is enough.
CREATE TABLE registry.api_key (
  id        uuid PRIMARY KEY,
  reader_id text NOT NULL REFERENCES registry.reader,
  hash      bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
  created   timestamptz NOT NULL DEFAULT now(),
  expires   timestamptz,
  revoked   timestamptz,
  last_used timestamptz  -- to the minute
);
CREATE INDEX ON registry.api_key (reader_id);

CREATE OR REPLACE VIEW registry.sites AS
  SELECT gln, organisation_id, name, country FROM registry.site;
CREATE OR REPLACE VIEW registry.organisations AS
  SELECT id, gln, name, role, standing FROM registry.organisation;
