package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.OfferBook.Offer;
import io.pharmatrace.custody.application.OfferBook.OfferUnit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Offers out of the rows of {@link OfferBook}. */
final class OfferRows {
  private OfferRows() {}

  static OfferUnit unit(ResultSet r) throws SQLException {
    @Nullable String part = r.getString("part_key");
    return new OfferUnit(
        UnitKey.epc(r.getString("key"), r.getString("serial")).digitalLink(),
        r.getString("kind"),
        r.getString("state"),
        part == null ? null : UnitKey.epc(part, r.getString("part_serial")).digitalLink(),
        r.getObject("packs", Long.class),
        r.getString("reason"));
  }

  static Offer offer(ResultSet r) throws SQLException {
    return new Offer(
        r.getLong("id"),
        r.getString("sender"),
        r.getString("sender_name"),
        r.getString("receiver"),
        r.getString("receiver_name"),
        r.getObject("offered", OffsetDateTime.class),
        r.getObject("deadline", OffsetDateTime.class),
        r.getObject("overdue") != null,
        r.getBoolean("is_return"),
        r.getString("place"),
        r.getString("reference"),
        state(r),
        r.getLong("units"),
        r.getLong("open"),
        r.getLong("accepted"),
        r.getLong("refused"),
        r.getLong("damaged"),
        r.getLong("missing"),
        r.getLong("surplus"));
  }

  private static String state(ResultSet r) throws SQLException {
    boolean accepted = r.getLong("accepted") > 0;
    boolean refused = r.getLong("refused") + r.getLong("damaged") > 0;
    boolean withdrawn = r.getLong("withdrawn") > 0;
    if (r.getLong("open") > 0) {
      return "open";
    }
    if (accepted) {
      return refused || withdrawn ? "partly" : "accepted";
    }
    return refused ? (withdrawn ? "partly" : "refused") : "withdrawn";
  }
}
