-- What kind of mistake a value is, and which alert a refused change of a pack is.
ALTER TABLE platform.job_item
  ADD COLUMN reason text,
  ADD COLUMN alert  text,
  ADD COLUMN raised boolean,
  ADD CHECK ((alert IS NULL) = (raised IS NULL));
