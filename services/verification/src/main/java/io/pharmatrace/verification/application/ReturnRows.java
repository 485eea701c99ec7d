package io.pharmatrace.verification.application;

import io.pharmatrace.gs1.Gln;
import io.pharmatrace.verification.application.SaleableReturns.Checked;
import io.pharmatrace.verification.application.SaleableReturns.Returned;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Checks of returned packs as they are stored. Thread-safe. */
@Singleton
class ReturnRows {
  /**
   * Stores a check; waits for a request of the same id that is under way.
   *
   * @return false when there is one of the same id
   */
  boolean add(Handle handle, Returned returned, Checked checked) {
    @Nullable Gln place = returned.place();
    return handle
            .createUpdate(
                """
                INSERT INTO verification.saleable_return (organisation_id, transaction_id, gtin,
                  serial, lot, expiry, returned_by, place, checked_by, reason, info, event_uri)
                VALUES (:organisation, :id, :gtin, :serial, :lot, :expiry, :returnedBy, :place,
                        :user, :reason, :info, :event)
                ON CONFLICT DO NOTHING
                """)
            .bind("organisation", returned.organisation())
            .bind("id", returned.transactionId())
            .bind("gtin", returned.pack().gtin().digits())
            .bind("serial", returned.pack().serial().value())
            .bind("lot", returned.lot().value())
            .bind("expiry", returned.expiry().date())
            .bind("returnedBy", returned.returnedBy())
            .bind("place", place == null ? null : place.digits())
            .bind("user", returned.user())
            .bind("reason", checked instanceof Checked.Failed(String reason, _) ? reason : null)
            .bind("info", checked instanceof Checked.Failed(_, String info) ? info : null)
            .bind("event", checked instanceof Checked.Saleable(String event) ? event : null)
            .execute()
        == 1;
  }

  /** What a request of this id was answered before. */
  Optional<Checked> find(Handle handle, Returned returned) {
    return handle
        .createQuery(
            """
            SELECT (gtin, serial, lot, expiry, returned_by)
                   = (:gtin, :serial, :lot, :expiry, :returnedBy) AS same,
                   reason, info, event_uri
            FROM verification.saleable_return
            WHERE organisation_id = :organisation AND transaction_id = :id
            """)
        .bind("organisation", returned.organisation())
        .bind("id", returned.transactionId())
        .bind("gtin", returned.pack().gtin().digits())
        .bind("serial", returned.pack().serial().value())
        .bind("lot", returned.lot().value())
        .bind("expiry", returned.expiry().date())
        .bind("returnedBy", returned.returnedBy())
        .map(
            (r, c) -> {
              if (!r.getBoolean("same")) {
                return new Checked.OtherContent();
              }
              @Nullable String event = r.getString("event_uri");
              return event == null
                  ? (Checked) new Checked.Failed(r.getString("reason"), r.getString("info"))
                  : new Checked.Saleable(event);
            })
        .findOne();
  }
}
