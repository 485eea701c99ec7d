package io.pharmatrace.custody.adapter.in;

import io.pharmatrace.custody.application.OfferBook;
import io.pharmatrace.custody.application.OfferBook.OfferUnit;
import io.pharmatrace.platform.csv.Csv;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The units of an offer as lines of a table: first those that were offered, then those that the
 * receiver found beside them.
 */
final class OfferUnitLines {
  /** Lines that are in memory at once. */
  private static final int PAGE = 10_000;

  private static final String SURPLUS = "surplus";

  static final Csv<OfferUnit> TABLE =
      Csv.<OfferUnit>table()
          .column("unit", OfferUnit::unit)
          .column("kind", OfferUnit::kind)
          .column("state", OfferUnit::state)
          .column("partOf", OfferUnit::partOf)
          .column("packs", OfferUnit::packs)
          .column("reason", OfferUnit::reason);

  private OfferUnitLines() {}

  /** The lines behind that one, or the first ones. */
  static List<OfferUnit> after(@Nullable OfferUnit last, OfferBook book, long offer) {
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
