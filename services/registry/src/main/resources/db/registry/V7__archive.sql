-- Batches whose packs' history was archived (docs/adr/0016); the digest is that of the archive's lines.
ALTER TABLE registry.batch
  ADD COLUMN archived       timestamptz,
  ADD COLUMN archived_by    text,
  ADD COLUMN archive_digest text CHECK (archive_digest ~ '^[0-9a-f]{64}$'),
  ADD CHECK ((archived IS NULL) = (archived_by IS NULL)
             AND (archived IS NULL) = (archive_digest IS NULL));
CREATE INDEX batch_kept ON registry.batch (expiry, id) WHERE archived IS NULL;
CREATE OR REPLACE VIEW registry.batches AS
  SELECT b.id, b.gtin, b.lot, b.expiry, b.version, p.organisation_id AS manufacturer_id,
         -- A batch may be used on its expiry date, wherever that day ends last (UTC-12).
         CASE WHEN b.expiry < ((now() AT TIME ZONE 'UTC') - interval '12 hours')::date
              THEN 'Expired' ELSE 'Active' END AS state,
         b.archived
  FROM registry.batch b JOIN registry.product p USING (gtin);
