-- A batch may be used until the end of its expiry date, by UTC: one rule for verdicts, changes and returns.
CREATE OR REPLACE VIEW registry.batches AS
  SELECT b.id, b.gtin, b.lot, b.expiry, b.version, p.organisation_id AS manufacturer_id,
         CASE WHEN b.expiry < (now() AT TIME ZONE 'UTC')::date
              THEN 'Expired' ELSE 'Active' END AS state,
         b.archived
  FROM registry.batch b JOIN registry.product p USING (gtin);
