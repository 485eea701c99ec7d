-- How many processes turned to the job since something of it was committed, and which one last: one
-- that takes its process down is not begun for ever.
ALTER TABLE platform.job
  ADD COLUMN turns int NOT NULL DEFAULT 0,
  ADD COLUMN turned timestamptz,
  ADD COLUMN turned_by uuid;

-- When a worker turned to an organisation last: whose turn was longest ago comes next.
CREATE TABLE platform.job_turn (
  organisation_id uuid PRIMARY KEY,
  turned          timestamptz NOT NULL
);
