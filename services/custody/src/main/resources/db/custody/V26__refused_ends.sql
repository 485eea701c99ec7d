-- Of too many refused events about one unit those are looked at first by which units have ended.
ALTER TABLE custody.refused_event ADD COLUMN ends boolean NOT NULL DEFAULT false;
