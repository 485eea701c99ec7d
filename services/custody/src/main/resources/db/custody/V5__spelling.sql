-- How the identifiers of an event were spelled when it came in, where its document, which has
-- Digital Links, does not tell (SpellingNote in module epcis). No log entry is about it. Null: as in
-- the document, also of what was stored before there was this column.
ALTER TABLE custody.event ADD COLUMN spelling text;

-- Before values were checked, whatever was none of GS1-EPC-Format meant Digital Links.
UPDATE custody.subscription SET epc_format = 'Always_GS1_Digital_Link'
WHERE epc_format NOT IN
  ('No_Preference', 'Never_Translates', 'Always_GS1_Digital_Link', 'Always_EPC_URN');
