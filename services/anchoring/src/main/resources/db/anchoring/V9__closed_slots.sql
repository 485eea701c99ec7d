-- Which slots are closed, on chain or soon, for others to compare with.
CREATE VIEW anchoring.closed_slots AS SELECT organisation, seal, slots FROM anchoring.closed;
