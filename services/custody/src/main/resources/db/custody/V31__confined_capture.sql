-- Who is confined to a site captures events of that site only; a document is taken later.
ALTER TABLE custody.capture_job ADD COLUMN site text;
