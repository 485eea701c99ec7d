-- The data of a product have versions; a batch keeps the one that was current when it was registered.
CREATE TABLE registry.product_version (
  gtin      text COLLATE "C" NOT NULL REFERENCES registry.product,
  version   int NOT NULL CHECK (version >= 1),
  since     timestamptz NOT NULL DEFAULT now(),
  name      text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  form      text CHECK (length(form) <= 100),
  strength  text CHECK (length(strength) <= 100),
  pack_size text CHECK (length(pack_size) <= 100),
  holder    text CHECK (length(holder) <= 200),  -- of the marketing authorisation
  -- Where it is meant to be sold (ISO 3166-1 alpha-2), and its national code there or null.
  countries      text[] NOT NULL,
  national_codes text[] NOT NULL,
  PRIMARY KEY (gtin, version),
  CHECK (cardinality(countries) = cardinality(national_codes))
);
-- The old data did not say of which country a national code was: ZZ, as ISO 3166 leaves to its users.
INSERT INTO registry.product_version (gtin, version, name, form, strength, pack_size, countries,
                                      national_codes)
  SELECT gtin, 1, name, form, strength, pack_size,
         CASE WHEN national_code IS NULL THEN '{}' ELSE '{ZZ}'::text[] END,
         CASE WHEN national_code IS NULL THEN '{}' ELSE ARRAY[national_code] END
  FROM registry.product;

DROP VIEW registry.products;
DROP VIEW registry.batches;
ALTER TABLE registry.product
  ADD COLUMN version int NOT NULL DEFAULT 1,
  DROP COLUMN name, DROP COLUMN form, DROP COLUMN strength, DROP COLUMN pack_size,
  DROP COLUMN national_code,
  -- A product and its first version come in one statement, in whatever order.
  ADD FOREIGN KEY (gtin, version) REFERENCES registry.product_version DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE registry.product ALTER COLUMN version DROP DEFAULT;
ALTER TABLE registry.batch ADD COLUMN version int NOT NULL DEFAULT 1,
  ADD FOREIGN KEY (gtin, version) REFERENCES registry.product_version;
ALTER TABLE registry.batch ALTER COLUMN version DROP DEFAULT;

-- A recalled batch (lot is given) or a withdrawn product (lot is null), in one country or in all.
-- Nothing takes one back.
CREATE TABLE registry.recall (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  gtin     text COLLATE "C" NOT NULL REFERENCES registry.product,
  lot      text COLLATE "C",
  country  text CHECK (country ~ '^[A-Z]{2}$'),
  since    timestamptz NOT NULL DEFAULT now(),
  reason   text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
  declared_by text NOT NULL,  -- user name
  FOREIGN KEY (gtin, lot) REFERENCES registry.batch (gtin, lot)
);
CREATE UNIQUE INDEX ON registry.recall (gtin, lot, country) NULLS NOT DISTINCT;

-- What other features may read.
CREATE VIEW registry.products AS
  SELECT p.gtin, p.organisation_id AS manufacturer_id, p.level, p.version, v.name, v.form, v.strength,
         v.pack_size, v.holder, v.countries, v.national_codes
  FROM registry.product p JOIN registry.product_version v USING (gtin, version);
CREATE VIEW registry.product_versions AS
  SELECT gtin, version, since, name, form, strength, pack_size, holder, countries, national_codes
  FROM registry.product_version;
CREATE VIEW registry.recalls AS
  SELECT id, gtin, lot, country, since, reason FROM registry.recall;
CREATE VIEW registry.batches AS
  SELECT b.id, b.gtin, b.lot, b.expiry, b.version, p.organisation_id AS manufacturer_id,
         -- A batch may be used on its expiry date, wherever that day ends last (UTC-12).
         CASE WHEN b.expiry < ((now() AT TIME ZONE 'UTC') - interval '12 hours')::date
              THEN 'Expired' ELSE 'Active' END AS state
  FROM registry.batch b JOIN registry.product p USING (gtin);
