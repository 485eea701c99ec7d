-- Serial numbers that were issued. One is not yet a pack: it becomes one when it is commissioned.

-- A request for some, known by the client's transaction id.
CREATE TABLE custody.serial_issue (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation_id uuid NOT NULL,
  transaction_id  text NOT NULL CHECK (length(transaction_id) BETWEEN 1 AND 100),
  gtin            text COLLATE "C" NOT NULL CHECK (gtin ~ '^[0-9]{14}$'),
  count           int NOT NULL CHECK (count > 0),
  length          int NOT NULL CHECK (length BETWEEN 1 AND 20),  -- characters of each
  existing        bigint NOT NULL,  -- no more numbers of the GTIN existed then, these included
  asked           timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organisation_id, transaction_id)
);
CREATE INDEX ON custody.serial_issue (gtin);

-- Kept for ever: a number is issued once.
CREATE TABLE custody.issued_serial (
  gtin     text COLLATE "C" NOT NULL,
  serial   text COLLATE "C" NOT NULL,
  issue_id bigint NOT NULL REFERENCES custody.serial_issue,
  position int NOT NULL,  -- in the answer, with gaps
  PRIMARY KEY (gtin, serial)
);
CREATE UNIQUE INDEX ON custody.issued_serial (issue_id, position);
