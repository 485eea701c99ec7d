-- What a refused change alerted of, and whether somebody was told: a retry is given the same answer.
ALTER TABLE custody.pack_change
  ADD COLUMN alert  text,
  ADD COLUMN raised boolean,
  ADD CHECK ((alert IS NULL) = (raised IS NULL));
