-- Whose a unit on offer is stands with it, so that who has a million closed offers finds the few that
-- are open. It never changes.
ALTER TABLE custody.offer_unit ADD COLUMN sender_id uuid, ADD COLUMN receiver_id uuid;
UPDATE custody.offer_unit ou SET sender_id = o.sender_id, receiver_id = o.receiver_id
FROM custody.offer o WHERE o.id = ou.offer_id;
ALTER TABLE custody.offer_unit ALTER COLUMN sender_id SET NOT NULL,
  ALTER COLUMN receiver_id SET NOT NULL;
CREATE INDEX offer_unit_outgoing ON custody.offer_unit (sender_id, offer_id)
  WHERE state IN ('offered', 'missing');
CREATE INDEX offer_unit_incoming ON custody.offer_unit (receiver_id, offer_id)
  WHERE state IN ('offered', 'missing');

-- Packs of a recalled batch that are in nothing, whoever holds them; and those that are locked, which
-- are on somebody's shelf all the same.
CREATE INDEX unit_loose_of_batch ON custody.unit (batch_id, custodian_id, place, in_transit_to)
  WHERE parent_id IS NULL AND kind = 'PACK' AND state = 'Active';
CREATE INDEX unit_locked ON custody.unit (batch_id) WHERE kind = 'PACK' AND state = 'Locked';
