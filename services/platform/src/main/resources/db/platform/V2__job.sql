-- Long work that a request began. What is done, what is refused and how far it is commit together
-- with each chunk, so that whoever goes on after a crash neither loses nor doubles one.
CREATE TABLE platform.job (
  id              uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  asked_by        text NOT NULL,           -- user name, or name of a reader
  device          boolean NOT NULL,
  roles           text[] NOT NULL,
  site            text,
  kind            text NOT NULL,
  parameters      text NOT NULL CHECK (length(parameters) <= 10000),
  created         timestamptz NOT NULL DEFAULT now(),
  started         timestamptz,
  finished        timestamptz,
  state           text NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'running', 'done', 'failed')),
  total           int,                     -- items; null until the job is begun
  done            int NOT NULL DEFAULT 0,  -- items that were looked at; the first one to do
  refused         int NOT NULL DEFAULT 0,
  results         int NOT NULL DEFAULT 0,  -- rows of job_item
  code            text,                    -- why it failed
  reason          text,
  faults          int NOT NULL DEFAULT 0,  -- of the present chunk
  not_before      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON platform.job (organisation_id, created, id);
CREATE INDEX ON platform.job (created, id) WHERE state IN ('waiting', 'running');
CREATE INDEX ON platform.job (finished);

-- What the request sent; gone when the job is finished.
CREATE TABLE platform.job_input (
  job   uuid PRIMARY KEY REFERENCES platform.job ON DELETE CASCADE,
  bytes bytea NOT NULL
);
ALTER TABLE platform.job_input ALTER COLUMN bytes SET STORAGE EXTERNAL;  -- kept for minutes only

-- How far a chunk is that has not committed. Only a figure to look at, so it may be lost.
CREATE UNLOGGED TABLE platform.job_progress (
  job  uuid PRIMARY KEY,
  done int NOT NULL
);

-- What became of single items.
CREATE TABLE platform.job_item (
  job      uuid NOT NULL REFERENCES platform.job ON DELETE CASCADE,
  n        int  NOT NULL,  -- from 1, in the order of the work
  position int  NOT NULL,  -- of the item in the input, as its kind counts
  outcome  text NOT NULL CHECK (outcome IN ('done', 'unchanged', 'refused')),
  item     text,
  field    text,
  code     text,
  detail   text,
  PRIMARY KEY (job, n)
);
CREATE INDEX ON platform.job_item (job, n) WHERE outcome = 'refused';
