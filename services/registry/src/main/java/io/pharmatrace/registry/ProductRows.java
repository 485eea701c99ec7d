package io.pharmatrace.registry;

import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.registry.Product.Market;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads rows of the views {@code registry.products} and {@code registry.product_versions}. */
public final class ProductRows {
  private ProductRows() {}

  /** A row of {@code registry.products}. */
  public static Product product(ResultSet r) throws SQLException {
    return new Product(
        new Gtin(r.getString("gtin")),
        r.getObject("manufacturer_id", UUID.class),
        Product.Level.valueOf(r.getString("level").toUpperCase(Locale.ROOT)),
        r.getInt("version"),
        data(r));
  }

  /** The data in a row of either view. */
  public static Product.Data data(ResultSet r) throws SQLException {
    String[] countries = (String[]) r.getArray("countries").getArray();
    @Nullable String[] codes = (@Nullable String[]) r.getArray("national_codes").getArray();
    List<Market> markets =
        IntStream.range(0, countries.length)
            .mapToObj(i -> new Market(countries[i], codes[i]))
            .toList();
    return new Product.Data(
        r.getString("name"),
        r.getString("form"),
        r.getString("strength"),
        r.getString("pack_size"),
        r.getString("holder"),
        markets);
  }
}
