-- Who is told of new events that match a named query (EPCIS 2.0 section 8.2.5).
CREATE TABLE custody.subscription (
  id                  uuid PRIMARY KEY,
  organisation_id     uuid NOT NULL,
  sees_all            boolean NOT NULL,     -- a regulator's
  query_name          text NOT NULL,
  dest                text,                 -- null: whoever holds this WebSocket open
  signature_token     text,
  epc_format          text NOT NULL,
  schedule            jsonb,                -- null: as it happens
  report_if_empty     boolean NOT NULL,
  initial_record_time timestamptz NOT NULL,
  created             timestamptz NOT NULL DEFAULT now(),
  last_notified       timestamptz,
  due                 timestamptz NOT NULL, -- the next report or, after a failure, the next try
  failures            int NOT NULL DEFAULT 0,
  last_failure        text,
  leased_until        timestamptz,          -- a process is at work on it
  alive_until         timestamptz,          -- of a WebSocket: said again and again by who holds it
  CHECK ((dest IS NULL) = (alive_until IS NOT NULL)),
  FOREIGN KEY (organisation_id, query_name)
    REFERENCES custody.named_query (organisation_id, name) ON DELETE CASCADE
);
CREATE INDEX ON custody.subscription (organisation_id, query_name, created);
CREATE INDEX ON custody.subscription (due);

-- What a subscriber has still to be told.
CREATE TABLE custody.delivery (
  subscription_id uuid NOT NULL REFERENCES custody.subscription ON DELETE CASCADE,
  event_id        bigint NOT NULL REFERENCES custody.event,
  PRIMARY KEY (subscription_id, event_id)
);
