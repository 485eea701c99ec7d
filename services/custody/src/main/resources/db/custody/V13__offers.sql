-- Handover in two steps. A shipment is an offer; its topmost units, and what was accepted or refused
-- out of them on its own, are rows below it. custody.unit decides who holds what; these rows tell how
-- it came to that. The seals on chain derive from them.

CREATE TABLE custody.offer (
  id          bigint PRIMARY KEY REFERENCES custody.event,  -- the shipment
  sender_id   uuid NOT NULL,
  receiver_id uuid NOT NULL,
  offered     timestamptz NOT NULL,  -- event time
  recorded    timestamptz NOT NULL DEFAULT now(),
  deadline    timestamptz NOT NULL,
  place       text,                  -- GLN from where
  reference   text,                  -- despatch advice (bizTransaction of type desadv)
  is_return   boolean NOT NULL,      -- back to who had shipped it before
  watched     boolean NOT NULL DEFAULT true,  -- until the deadline has passed
  overdue     timestamptz            -- when both were told that it has passed
);
CREATE INDEX ON custody.offer (sender_id, id);
CREATE INDEX ON custody.offer (receiver_id, id);
CREATE INDEX ON custody.offer (deadline) WHERE watched;

CREATE TABLE custody.offer_unit (
  offer_id bigint NOT NULL REFERENCES custody.offer,
  unit_id  bigint NOT NULL REFERENCES custody.unit,
  part_of  bigint REFERENCES custody.unit,  -- the offered unit that it was taken out of
  state    text NOT NULL CHECK (state IN ('offered', 'accepted', 'refused', 'damaged', 'missing',
                                          'returned', 'withdrawn', 'opened')),
  event_id bigint NOT NULL REFERENCES custody.event,  -- that says so
  reason   text CHECK (length(reason) <= 1000),       -- why it was not taken over, for people
  PRIMARY KEY (offer_id, unit_id)
);
CREATE INDEX ON custody.offer_unit (unit_id, offer_id);
-- A unit is on offer once.
CREATE UNIQUE INDEX offer_unit_open ON custody.offer_unit (unit_id)
  WHERE state IN ('offered', 'missing');
CREATE INDEX ON custody.offer_unit (offer_id) WHERE state IN ('offered', 'missing');
CREATE INDEX ON custody.offer_unit (event_id);

-- The offer that counts for a unit: the one that is open, or else the latest that was no error.
CREATE FUNCTION custody.offer_of(wanted bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT ou.offer_id FROM custody.offer_unit ou JOIN custody.event e ON e.id = ou.offer_id
  WHERE ou.unit_id = wanted
  ORDER BY ou.state IN ('offered', 'missing') DESC, e.declared_by IS NULL DESC, ou.offer_id DESC
  LIMIT 1
$$;

-- What a receiver found and nobody had offered to it. It is not in its custody.
CREATE TABLE custody.offer_surplus (
  offer_id bigint NOT NULL REFERENCES custody.offer,
  epc      text COLLATE "C" NOT NULL CHECK (length(epc) <= 500),
  told     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (offer_id, epc)
);

-- What was done with an offer over REST, with the answer that a repeat is given.
CREATE TABLE custody.offer_action (
  organisation_id uuid NOT NULL,
  transaction_id  text NOT NULL CHECK (length(transaction_id) BETWEEN 1 AND 100),
  content         bytea NOT NULL CHECK (length(content) = 32),  -- SHA-256 of what was asked for
  answer          text,  -- JSON
  asked           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, transaction_id)
);

-- What is on its way now.
INSERT INTO custody.offer (id, sender_id, receiver_id, offered, deadline, place, is_return)
  SELECT DISTINCT e.id, e.organisation_id, u.in_transit_to, e.event_time, now() + interval '7 days',
         e.place, false
  FROM custody.unit u JOIN custody.event e ON e.id = u.last_event
  WHERE u.in_transit_to IS NOT NULL AND e.counterparty_id = u.in_transit_to;
INSERT INTO custody.offer_unit (offer_id, unit_id, state, event_id)
  SELECT o.id, u.id, 'offered', o.id
  FROM custody.unit u JOIN custody.offer o ON o.id = u.last_event
  WHERE u.in_transit_to IS NOT NULL;

-- How many active packs of a batch are in a logistic unit, nested ones included.
CREATE TABLE custody.content (
  unit_id  bigint NOT NULL REFERENCES custody.unit,
  batch_id bigint NOT NULL,
  packs    bigint NOT NULL CHECK (packs >= 0),
  PRIMARY KEY (unit_id, batch_id)
);
CREATE INDEX ON custody.content (batch_id);
INSERT INTO custody.content (unit_id, batch_id, packs)
  WITH RECURSIVE up (holder, batch_id) AS (
    SELECT parent_id, batch_id FROM custody.unit
    WHERE kind = 'PACK' AND state = 'Active' AND parent_id IS NOT NULL
    UNION ALL
    SELECT p.parent_id, up.batch_id FROM custody.unit p JOIN up ON p.id = up.holder
    WHERE p.parent_id IS NOT NULL
  )
  SELECT holder, batch_id, count(*) FROM up GROUP BY 1, 2;

-- Stock is counted by these: packs that are in nothing, and what holds packs. What was dispensed
-- years ago is in neither.
DROP INDEX custody.unit_custodian_id_idx;
CREATE INDEX unit_loose ON custody.unit (custodian_id, batch_id, place, in_transit_to)
  WHERE parent_id IS NULL AND kind = 'PACK' AND state = 'Active';
CREATE INDEX unit_holder ON custody.unit (custodian_id) WHERE parent_id IS NULL AND kind <> 'PACK';
CREATE INDEX unit_transit ON custody.unit (in_transit_to) WHERE in_transit_to IS NOT NULL;

-- How many active packs of which batch who holds where, and to whom they are on their way; packs in
-- nothing have no unit. What is in transit is its sender's.
CREATE VIEW custody.holdings AS
  SELECT t.custodian_id AS organisation_id, t.place, t.in_transit_to, t.id AS unit_id, c.batch_id,
         c.packs
  FROM custody.unit t JOIN custody.content c ON c.unit_id = t.id
  WHERE t.parent_id IS NULL AND t.kind <> 'PACK'
  UNION ALL
  SELECT custodian_id, place, in_transit_to, NULL, batch_id, count(*)
  FROM custody.unit
  WHERE parent_id IS NULL AND kind = 'PACK' AND state = 'Active'
  GROUP BY custodian_id, place, in_transit_to, batch_id;

-- Recalls whose holders were told.
CREATE TABLE custody.recall_told (
  recall_id bigint PRIMARY KEY,
  told      timestamptz NOT NULL DEFAULT now()
);
