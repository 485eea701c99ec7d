package io.pharmatrace.registry.adapter.in;

import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.registry.adapter.in.ProductController.MarketView;
import io.pharmatrace.registry.adapter.in.ProductController.ProductView;
import java.util.stream.Collectors;

/** Products as CSV. */
final class ProductTables {
  /** With their current data, as they are loaded, too. */
  static final Csv<ProductView> CURRENT =
      data(
          Csv.<ProductView>table()
              .column("gtin", ProductView::gtin)
              .column("level", ProductView::level));

  /** Versions of the data of one. */
  static final Csv<ProductView> VERSIONS =
      data(
          Csv.<ProductView>table()
              .column("gtin", ProductView::gtin)
              .column("version", ProductView::version)
              .column("since", ProductView::since));

  private ProductTables() {}

  private static Csv<ProductView> data(Csv<ProductView> table) {
    return table
        .column("name", ProductView::name)
        .column("form", ProductView::form)
        .column("strength", ProductView::strength)
        .column("packSize", ProductView::packSize)
        .column("holder", ProductView::holder)
        .column(
            "markets",
            p -> p.markets().stream().map(MarketView::text).collect(Collectors.joining("|")));
  }
}
