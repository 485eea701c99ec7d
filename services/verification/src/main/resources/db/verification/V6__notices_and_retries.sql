-- Holders are told of recalls in the order and by the ways in which they are told of alerts.
ALTER TABLE verification.notice
  ALTER COLUMN number DROP NOT NULL,
  ALTER COLUMN state DROP NOT NULL,
  ALTER COLUMN version DROP NOT NULL,
  ADD COLUMN recall_id bigint,
  ADD COLUMN packs     bigint,  -- that the organisation held then
  ADD COLUMN incoming  bigint,  -- that were on their way to it then
  DROP CONSTRAINT notice_what_check,
  ADD CHECK (what IN ('raised', 'comment', 'assignment', 'state', 'recalled')),
  ADD CHECK (num_nulls(number, state, version) = CASE what WHEN 'recalled' THEN 3 ELSE 0 END),
  ADD CHECK (num_nulls(recall_id, packs, incoming) = CASE what WHEN 'recalled' THEN 0 ELSE 3 END);

-- What the client calls a comment, so that a retry comments once.
ALTER TABLE verification.step
  ADD COLUMN transaction_id text CHECK (length(transaction_id) BETWEEN 1 AND 100);
CREATE UNIQUE INDEX step_transaction ON verification.step (number, organisation_id, transaction_id)
  WHERE transaction_id IS NOT NULL;
