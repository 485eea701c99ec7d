-- Headers that show how the validators changed since genesis (docs/adr/0019), as far as evidence
-- needed them: found again on the chain if they are lost.
CREATE TABLE anchoring.validator_header (
  block_number bigint PRIMARY KEY,
  header       bytea  NOT NULL     -- RLP, with the validators' seals
);
