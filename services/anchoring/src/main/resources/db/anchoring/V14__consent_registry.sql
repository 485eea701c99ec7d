-- Where ConsentRegistry is; null until it is known.
ALTER TABLE anchoring.chain ADD COLUMN consent_registry bytea;
