-- Links from a product to something about it, as its manufacturer gave them (GS1-Conformant Resolver
-- Standard).
CREATE TABLE verification.link (
  gtin       text COLLATE "C" NOT NULL CHECK (gtin ~ '^[0-9]{14}$'),
  position   int NOT NULL,  -- in the manufacturer's order
  type       text NOT NULL CHECK (length(type) BETWEEN 1 AND 50),
  href       text NOT NULL CHECK (length(href) BETWEEN 1 AND 2000),
  title      text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  media_type text CHECK (length(media_type) <= 100),
  language   text CHECK (length(language) <= 35),
  PRIMARY KEY (gtin, position)
);

-- Checks of returned packs before they may be sold again, with what a repeat is answered.
CREATE TABLE verification.saleable_return (
  organisation_id uuid NOT NULL,
  transaction_id  text NOT NULL CHECK (length(transaction_id) BETWEEN 1 AND 100),
  gtin            text COLLATE "C" NOT NULL,
  serial          text COLLATE "C" NOT NULL,
  lot             text COLLATE "C" NOT NULL,
  expiry          date NOT NULL,
  returned_by     uuid NOT NULL,
  place           text,
  checked_by      text NOT NULL,  -- user name, or name of the reader
  checked         timestamptz NOT NULL DEFAULT now(),
  reason          text,           -- why it failed
  info            text,
  event_uri       text,           -- when it passed: the event that says that it is in stock again
  PRIMARY KEY (organisation_id, transaction_id),
  CHECK ((reason IS NULL) <> (event_uri IS NULL))
);
