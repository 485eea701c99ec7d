-- Archives say which leaf of its organisation's log an event is (docs/adr/0016).
CREATE OR REPLACE VIEW anchoring.entry_status AS
SELECT e.id AS entry_id,
       e.organisation,
       c.confirmed_at IS NOT NULL AS anchored,
       CASE WHEN c.confirmed_at IS NOT NULL THEN e.sequence END AS sequence,
       c.block_number,
       c.block_hash,
       c.block_time,
       c.tx_hash,
       c.confirmed_at,
       e.leaf_index
FROM anchoring.entry e
LEFT JOIN anchoring.commitment c ON c.organisation = e.organisation AND c.sequence = e.sequence;
