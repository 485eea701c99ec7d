-- Who takes part, where they are, what they make.
CREATE TABLE registry.organisation (
  id               uuid PRIMARY KEY,
  gln              text NOT NULL UNIQUE CHECK (gln ~ '^[0-9]{13}$'),
  name             text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  role             text NOT NULL CHECK (role IN ('manufacturer', 'distributor', 'pharmacist', 'regulator')),
  company_prefixes text[] NOT NULL DEFAULT '{}',
  created          timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE registry.site (
  gln             text PRIMARY KEY CHECK (gln ~ '^[0-9]{13}$'),
  organisation_id uuid NOT NULL REFERENCES registry.organisation,
  name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 200)
);
CREATE INDEX ON registry.site (organisation_id);

-- A scanner that publishes to Kafka. It speaks for the organisation of its site.
CREATE TABLE registry.reader (
  id       text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  site_gln text NOT NULL REFERENCES registry.site
);

CREATE TABLE registry.app_user (
  username        text PRIMARY KEY CHECK (length(username) BETWEEN 1 AND 64),
  name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  organisation_id uuid REFERENCES registry.organisation,
  roles           text[] NOT NULL CHECK (cardinality(roles) > 0),
  password_hash   text NOT NULL,
  CHECK (organisation_id IS NOT NULL OR roles = '{administrator}')
);

CREATE TABLE registry.product (
  gtin            text COLLATE "C" PRIMARY KEY CHECK (gtin ~ '^[0-9]{14}$'),
  organisation_id uuid NOT NULL REFERENCES registry.organisation,
  level           text NOT NULL CHECK (level IN ('pack', 'case')),
  name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  form            text CHECK (length(form) <= 100),
  strength        text CHECK (length(strength) <= 100),
  pack_size       text CHECK (length(pack_size) <= 100),
  national_code   text CHECK (length(national_code) <= 50)
);

CREATE TABLE registry.batch (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  gtin     text COLLATE "C" NOT NULL REFERENCES registry.product,
  lot      text COLLATE "C" NOT NULL CHECK (length(lot) BETWEEN 1 AND 20),
  expiry   date NOT NULL,
  created  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (gtin, lot)
);

-- What other features may read.
CREATE VIEW registry.organisations AS
  SELECT id, gln, name, role FROM registry.organisation;
CREATE VIEW registry.products AS
  SELECT gtin, organisation_id AS manufacturer_id, level, name, form, strength, pack_size, national_code
  FROM registry.product;
CREATE VIEW registry.batches AS
  SELECT id, gtin, lot, expiry,
         -- A batch may be used on its expiry date, wherever that day ends last (UTC-12).
         CASE WHEN expiry < ((now() AT TIME ZONE 'UTC') - interval '12 hours')::date
              THEN 'Expired' ELSE 'Active' END AS state
  FROM registry.batch;
CREATE VIEW registry.sites AS
  SELECT gln, organisation_id, name FROM registry.site;
