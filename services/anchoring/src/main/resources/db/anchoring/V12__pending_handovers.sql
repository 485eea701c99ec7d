-- Handovers that are not closed on chain yet, though the receiver accepted: custody is pending.
CREATE INDEX closing_handover ON anchoring.closing (organisation, sequence)
  WHERE acceptance IS NOT NULL;
CREATE VIEW anchoring.pending_handovers AS
  SELECT k.entry_id, a.id AS acceptance_id, k.organisation AS sender,
         a.organisation AS receiver, e.appended AS logged
  FROM (
    SELECT entry_id, organisation, acceptance FROM anchoring.closing
    WHERE sequence IS NULL AND acceptance IS NOT NULL
    UNION
    SELECT k.entry_id, k.organisation, k.acceptance
    FROM anchoring.log l JOIN anchoring.closing k
      ON k.organisation = l.organisation AND k.sequence > l.confirmed
    WHERE l.sequence > l.confirmed AND k.acceptance IS NOT NULL
  ) k
  JOIN anchoring.entry e ON e.id = k.entry_id
  JOIN anchoring.seal_entry s ON s.leaf_hash = k.acceptance
  JOIN anchoring.entry a ON a.id = s.entry_id;
