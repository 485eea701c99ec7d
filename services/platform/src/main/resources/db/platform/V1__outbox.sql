-- Messages that a committed transaction owes to Kafka. A row is deleted when the broker has it.
CREATE TABLE platform.outbox (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic    text   NOT NULL,
  key      text   NOT NULL,
  payload  text   NOT NULL,
  created  timestamptz NOT NULL DEFAULT now()
);
