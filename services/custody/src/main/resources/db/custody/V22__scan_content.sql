-- What a scan said, so that another one under the same number is noticed; not known of those before.
ALTER TABLE custody.scan ADD COLUMN content bytea CHECK (length(content) = 32);
