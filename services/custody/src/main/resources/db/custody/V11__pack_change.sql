-- The states of docs/pack-states.md.
ALTER TABLE custody.unit DROP CONSTRAINT unit_state_check,
  ADD CONSTRAINT unit_state_check CHECK (state IN (
    'Active', 'Supplied', 'Exported', 'CheckedOut', 'Sample', 'FreeSample', 'Locked', 'Stolen',
    'Destroyed', 'Void')),
  -- Of one that has ended: when and where it came into its state. Not known of one whose return from
  -- there was declared to be in error.
  ADD COLUMN state_since timestamptz,
  ADD COLUMN state_place text,
  -- Whether its commissioning was declared to be in error: it must not come back to life.
  ADD COLUMN unmade boolean NOT NULL DEFAULT false;
UPDATE custody.unit u SET state_since = e.event_time, state_place = e.place
FROM custody.event e WHERE e.id = u.last_event AND u.state IN ('Supplied', 'Destroyed');
UPDATE custody.unit u SET unmade = true
WHERE u.state = 'Void'
   OR EXISTS (SELECT FROM custody.change c WHERE c.unit_id = u.id AND c.state = 'Void');

-- Changes of a pack's state that were asked for, with the answer that a repeat is given.
CREATE TABLE custody.pack_change (
  organisation_id uuid NOT NULL,
  transaction_id  text NOT NULL CHECK (length(transaction_id) BETWEEN 1 AND 100),
  content         bytea NOT NULL CHECK (length(content) = 32),  -- SHA-256 of what was asked for
  event_uri       text,  -- when it was done
  reason          text,  -- when it was refused
  detail          text,
  asked           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, transaction_id)
);
