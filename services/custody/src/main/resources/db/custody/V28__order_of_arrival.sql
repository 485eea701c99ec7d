-- Up to which event a unit's events took effect in the order of time, because it was replayed; from
-- then on in that of capture. Null: it never was, or before there was this; then all its changes
-- that have a turn were (docs/adr/0013).
ALTER TABLE custody.unit ADD COLUMN replayed bigint;

-- Whether the unit would have come into being by the event that was refused.
ALTER TABLE custody.refused_unit ADD COLUMN born boolean NOT NULL DEFAULT false;

-- What a receiver told of later than a shipment to him, which is told late.
CREATE INDEX ON custody.refused_event (organisation_id, event_time);
