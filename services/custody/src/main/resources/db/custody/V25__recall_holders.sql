-- Who was told of which recall, once: who held what was recalled, or was to receive it, or was sent it
-- later.
CREATE TABLE custody.recall_holder (
  organisation_id uuid NOT NULL,
  recall_id       bigint NOT NULL,
  told            timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, recall_id)
);
-- It was not kept who was told of earlier ones: their holders are told once more.
DELETE FROM custody.recall_told;

-- Whether what is on offer has still to be looked through for what is recalled.
ALTER TABLE custody.offer ADD COLUMN recalls_due boolean NOT NULL DEFAULT false;
ALTER TABLE custody.offer ALTER COLUMN recalls_due SET DEFAULT true;
CREATE INDEX offer_recalls_due ON custody.offer (id) WHERE recalls_due;
