-- A user who was loaded in bulk has no password until one is given by PUT, and cannot log in before:
-- passwords do not belong into tables that are sent around.
ALTER TABLE registry.app_user ALTER COLUMN password_hash DROP NOT NULL;
-- Lists of administration, page by page.
CREATE INDEX ON registry.app_user (organisation_id, username);
CREATE INDEX ON registry.reader (site_gln);
