-- Handovers that are not closed on chain yet, though the receiver accepted: custody is pending.
CREATE INDEX closing_handover ON anchoring.closing (organisation, sequence)
  WHERE acceptance IS NOT NULL;
CREATE VIEW anchoring.pending_handovers AS
  SELECT DISTINCT k.entry_id, a.id AS acceptance_id, k.organisation AS sender,
         a.organisation AS receiver, e.appended AS logged
  FROM anchoring.log l
  JOIN anchoring.closing k ON k.organisation = l.organisation AND k.acceptance IS NOT NULL
    AND (k.sequence IS NULL OR k.sequence > l.confirmed)
  JOIN anchoring.entry e ON e.id = k.entry_id
  JOIN anchoring.seal_entry s ON s.leaf_hash = k.acceptance
  JOIN anchoring.entry a ON a.id = s.entry_id;
