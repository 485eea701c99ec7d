package io.pharmatrace.custody.adapter.in;

import io.pharmatrace.custody.application.OfferBook;
import io.pharmatrace.custody.application.OfferBook.Offer;
import io.pharmatrace.custody.application.OfferBook.OfferUnit;
import io.pharmatrace.platform.csv.Csv;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Offers, and the units of one, as CSV. */
final class OfferTables {
  /** Lines that are in memory at once. */
  private static final int PAGE = 10_000;

  private static final String SURPLUS = "surplus";

  static final Csv<Offer> OFFERS =
      Csv.<Offer>table()
          .column("id", Offer::id)
          .column("sender", Offer::sender)
          .column("senderName", Offer::senderName)
          .column("receiver", Offer::receiver)
          .column("receiverName", Offer::receiverName)
          .column("offered", Offer::offered)
          .column("deadline", Offer::deadline)
          .column("overdue", Offer::overdue)
          .column("returning", Offer::returning)
          .column("place", Offer::place)
          .column("reference", Offer::reference)
          .column("state", Offer::state)
          .column("units", Offer::units)
          .column("open", Offer::open)
          .column("accepted", Offer::accepted)
          .column("refused", Offer::refused)
          .column("damaged", Offer::damaged)
          .column("missing", Offer::missing)
          .column("surplus", Offer::surplus);

  static final Csv<OfferUnit> UNITS =
      Csv.<OfferUnit>table()
          .column("unit", OfferUnit::unit)
          .column("kind", OfferUnit::kind)
          .column("state", OfferUnit::state)
          .column("partOf", OfferUnit::partOf)
          .column("packs", OfferUnit::packs)
          .column("reason", OfferUnit::reason);

  private OfferTables() {}

  /**
   * The units of an offer behind that one, or the first ones: those that were offered, then those
   * that the receiver found beside them.
   */
  static List<OfferUnit> unitsAfter(@Nullable OfferUnit last, OfferBook book, long offer) {
    boolean offered = last == null || !last.state().equals(SURPLUS);
    @Nullable String from = last == null ? null : last.unit();
    if (offered) {
      List<OfferUnit> units = book.units(offer, from == null ? null : UnitNames.one(from), PAGE);
      if (!units.isEmpty()) {
        return units;
      }
    }
    return book.surplus(offer, offered || from == null ? null : UnitNames.one(from), PAGE).stream()
        .map(unit -> new OfferUnit(unit, "", SURPLUS, null, null, null))
        .toList();
  }
}
