-- What is taken back comes back with when and where it had come into its state: else it could not be
-- undone any more. Not known of what was changed before this.
ALTER TABLE custody.change ADD COLUMN state_since timestamptz, ADD COLUMN state_place text;
