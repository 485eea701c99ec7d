-- What a client calls the request that began a job, so that the same again is given the same job.
ALTER TABLE platform.job
  ADD COLUMN transaction_id text CHECK (length(transaction_id) BETWEEN 1 AND 100),
  ADD COLUMN content bytea CHECK (length(content) = 32),  -- SHA-256 of what was asked for
  ADD CHECK ((transaction_id IS NULL) = (content IS NULL));
CREATE UNIQUE INDEX job_transaction ON platform.job (organisation_id, transaction_id)
  WHERE transaction_id IS NOT NULL;
