-- When a user got another site or role last: a token from before says what is no longer so.
ALTER TABLE registry.app_user ADD COLUMN moved timestamptz;
CREATE INDEX ON registry.app_user (moved) WHERE moved IS NOT NULL;
