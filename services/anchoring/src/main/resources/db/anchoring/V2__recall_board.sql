-- Recalls that organisations have declared, on their way to the contract RecallBoard. What each of
-- them says is in registry.recalls.
CREATE TABLE anchoring.recall (
  id           bigint PRIMARY KEY,            -- of registry.recalls
  organisation uuid   NOT NULL REFERENCES anchoring.log,  -- in whose name
  document     bytea  NOT NULL,               -- as logged
  entry_id     bigint NOT NULL UNIQUE REFERENCES anchoring.entry,
  taken_up     timestamptz NOT NULL DEFAULT now(),
  refused      text,                          -- why the contract would not take it, when last asked
  refusals     integer NOT NULL DEFAULT 0,    -- how often it would not
  ask_again    timestamptz,                   -- when it is asked next, while it is refused
  -- once the board has it
  confirmed_at timestamptz,
  block_number bigint,
  tx_hash      bytea,
  CHECK ((refused IS NULL) = (ask_again IS NULL)),
  CHECK ((confirmed_at IS NULL) = (block_number IS NULL) AND (confirmed_at IS NULL) = (tx_hash IS NULL))
);
CREATE INDEX recall_open ON anchoring.recall (id) WHERE confirmed_at IS NULL;

-- A transaction brings a commitment or a recall.
ALTER TABLE anchoring.submission
  ALTER COLUMN organisation DROP NOT NULL,
  ALTER COLUMN sequence DROP NOT NULL,
  ADD COLUMN recall_id bigint REFERENCES anchoring.recall,
  ADD CHECK ((organisation IS NULL) = (sequence IS NULL)
             AND (sequence IS NULL) <> (recall_id IS NULL));
CREATE INDEX submission_recall ON anchoring.submission (recall_id) WHERE recall_id IS NOT NULL;

-- Where RecallBoard is; null until it is known.
ALTER TABLE anchoring.chain ADD COLUMN recall_board bytea;
