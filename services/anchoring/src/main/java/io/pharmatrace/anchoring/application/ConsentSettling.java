package io.pharmatrace.anchoring.application;

import org.jdbi.v3.core.Handle;

/** Compares our changes with what the registry took, once all of it is read. */
final class ConsentSettling {
  /** What the registry took at the version that the change would have made. */
  private static final String PLACE = "e.key = t.key AND e.version = t.nonce + 1";

  private static final String SAME =
      "e.commitment IS NOT DISTINCT FROM t.commitment"
          + " AND e.not_after IS NOT DISTINCT FROM t.not_after";

  private ConsentSettling() {}

  /** Needs the position locked. */
  static void settle(Handle handle) {
    takeBack(handle);
    handle.execute(
        """
        UPDATE anchoring.consent_change t
        SET confirmed_at = now(), block_number = e.block_number, tx_hash = e.tx_hash,
            refused = NULL, ask_again = NULL
        FROM anchoring.consent_event e
        WHERE t.confirmed_at IS NULL AND %s AND %s
        """
            .formatted(PLACE, SAME));
    handle.execute(
        """
        UPDATE anchoring.consent_change t
        SET refused = 'WrongNonce', refusals = refusals + 1, ask_again = NULL
        FROM anchoring.consent_event e
        WHERE %s AND %s AND NOT (%s)
        """
            .formatted(RefusableCargoes.OPEN, PLACE, SAME));
  }

  /** A chain that was read anew may have lost what was there: it is brought again. */
  private static void takeBack(Handle handle) {
    handle.execute(
        """
        UPDATE anchoring.consent_change t
        SET confirmed_at = NULL, block_number = NULL, tx_hash = NULL, refused = NULL
        FROM anchoring.chain c
        WHERE c.consent_seen IS NULL
          AND (t.confirmed_at IS NOT NULL OR t.refused = 'WrongNonce' AND t.ask_again IS NULL)
          AND NOT EXISTS (SELECT FROM anchoring.consent_event e WHERE %s)
        """
            .formatted(PLACE));
  }
}
