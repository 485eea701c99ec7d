-- Refused events by what they raised: handed in again they raise nothing more.
CREATE TABLE verification.raised_event (
  organisation_id uuid NOT NULL,
  event           text COLLATE "C" NOT NULL CHECK (length(event) BETWEEN 1 AND 100),
  code            text NOT NULL,
  unit            text COLLATE "C" NOT NULL,
  raised          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, event, code, unit)
);
-- What is removed by age.
CREATE INDEX ON verification.raised_event (raised);
CREATE INDEX ON verification.notice (noted);
