-- An event is recorded when its transaction begins and seen when that ends. Who asks "what was
-- recorded since?" must not be shown one event while an earlier one is still to be seen; these tell
-- whether there may be one (docs/adr/0012).
ALTER TABLE custody.event ADD COLUMN tx xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE custody.subscription
  ADD COLUMN begun pg_snapshot NOT NULL DEFAULT pg_current_snapshot();
