-- The states of docs/pack-states.md.
ALTER TABLE custody.unit DROP CONSTRAINT unit_state_check,
  ADD CONSTRAINT unit_state_check CHECK (state IN (
    'Active', 'Supplied', 'Exported', 'CheckedOut', 'Sample', 'FreeSample', 'Locked', 'Stolen',
    'Destroyed', 'Void'));

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
