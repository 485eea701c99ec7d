-- What belongs to the packs of a batch that is archived (docs/adr/0016).
CREATE INDEX alert_unit ON verification.alert (key, serial);
CREATE INDEX notice_alert ON verification.notice (number);
CREATE INDEX saleable_return_pack ON verification.saleable_return (gtin, serial);
