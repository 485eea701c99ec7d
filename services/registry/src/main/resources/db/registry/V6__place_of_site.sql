-- Where a site is (WGS 84), in degrees north and east; not known of each.
ALTER TABLE registry.site
  ADD COLUMN latitude double precision CHECK (latitude BETWEEN -90 AND 90),
  ADD COLUMN longitude double precision CHECK (longitude BETWEEN -180 AND 180),
  ADD CHECK ((latitude IS NULL) = (longitude IS NULL));
CREATE OR REPLACE VIEW registry.sites AS
  SELECT gln, organisation_id, name, country, latitude, longitude FROM registry.site;

-- Who may be given work.
CREATE VIEW registry.users AS
  SELECT username, organisation_id, standing FROM registry.app_user;
