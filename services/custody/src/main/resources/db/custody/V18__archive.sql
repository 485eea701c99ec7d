-- Retention (docs/adr/0016): of a pack whose batch was archived, and of a logistic unit that only
-- ever held such packs, the row stays in state Archived, so that it is never unknown nor made anew.
ALTER TABLE custody.unit DROP CONSTRAINT unit_state_check,
  ADD CONSTRAINT unit_state_check CHECK (state IN (
    'Active', 'Supplied', 'Exported', 'CheckedOut', 'Sample', 'FreeSample', 'Locked', 'Stolen',
    'Destroyed', 'Void', 'Archived'));

-- What belongs to a batch, and what ever was in a unit.
CREATE INDEX unit_batch ON custody.unit (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX membership_parent ON custody.membership (parent_id);

-- What refers to an event that is removed.
CREATE INDEX event_identifier_event ON custody.event_identifier (event_id);
CREATE INDEX delivery_event ON custody.delivery (event_id);
CREATE INDEX event_declared ON custody.event (declared_by) WHERE declared_by IS NOT NULL;

-- Which units a batch has; without looking for who holds them, as custody.packs does.
CREATE VIEW custody.batch_units AS
  SELECT batch_id, key, serial FROM custody.unit WHERE batch_id IS NOT NULL;
