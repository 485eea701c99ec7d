-- Whose log made a note of slots, for others to compare with.
CREATE VIEW anchoring.made_notes AS
  SELECT n.hash, e.organisation FROM anchoring.note n JOIN anchoring.entry e ON e.id = n.entry_id;
