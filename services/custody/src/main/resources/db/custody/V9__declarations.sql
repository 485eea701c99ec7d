-- Error declarations: what is left of a unit that was commissioned in error, and whose an eventID is.

-- Of a void unit: whether only its data was wrong, so that it stays where and whose it is when it is
-- commissioned again. Of those that are void already nobody knows any more: not.
ALTER TABLE custody.unit ADD COLUMN keeps_custody boolean NOT NULL DEFAULT false;

-- Whether units come into being by an event.
CREATE FUNCTION custody.commissions(e custody.event) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (e.event_type = 'ObjectEvent' AND e.action = 'ADD') OR e.event_type = 'TransformationEvent'
$$;

-- An eventID stands for one event of an organisation; an error declaration has that of what it is
-- about. One that was used twice before stays with the first. Of a very long one only the beginning is
-- here, so it is not held by the index.
UPDATE custody.event e SET event_uri = NULL
WHERE length(event_uri) < 500
  AND error_hash = '\x0000000000000000000000000000000000000000000000000000000000000000'
  AND EXISTS (SELECT FROM custody.event f
              WHERE f.organisation_id = e.organisation_id AND f.event_uri = e.event_uri
                AND f.error_hash = e.error_hash AND f.id < e.id);
CREATE UNIQUE INDEX event_own_uri ON custody.event (organisation_id, event_uri)
WHERE length(event_uri) < 500
  AND error_hash = '\x0000000000000000000000000000000000000000000000000000000000000000';
