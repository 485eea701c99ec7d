-- Whose key signed a commitment, as the chain has it: keys are rotated. NULL: confirmed before this
-- was kept, under the key with which the organisation was admitted.
ALTER TABLE anchoring.commitment
  ADD COLUMN signer bytea CHECK (octet_length(signer) = 20);
