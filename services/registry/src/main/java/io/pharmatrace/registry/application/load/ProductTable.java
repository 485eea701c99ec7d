package io.pharmatrace.registry.application.load;

import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.error.InvalidValue;
import io.pharmatrace.platform.jobs.JobResult;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.registry.Product;
import io.pharmatrace.registry.Product.Data;
import io.pharmatrace.registry.Product.Level;
import io.pharmatrace.registry.Product.Market;
import io.pharmatrace.registry.Products;
import io.pharmatrace.registry.application.Catalogue;
import io.pharmatrace.registry.application.Catalogue.NewProduct;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Products: gtin, name, form, strength, packSize, holder; markets as {@code DE:04150123|FR}.
 * Without a manufacturer a product belongs to the caller, or for an administrator to whose company
 * prefix its GTIN has; without a level it is a pack if its GTIN begins with 0, else a case.
 */
@Singleton
@Named(ProductTable.NAME)
final class ProductTable implements LoadTable {
  static final String NAME = "products";

  private final Catalogue catalogue;
  private final Products products;
  private final Organisations organisations;

  ProductTable(Catalogue catalogue, Products products, Organisations organisations) {
    this.catalogue = catalogue;
    this.products = products;
    this.organisations = organisations;
  }

  /** A row as it was read; what is absent is left as it is on record. */
  private record Given(
      Row row,
      Gtin gtin,
      Optional<Gln> manufacturer,
      Optional<Level> level,
      Optional<String> name,
      Optional<String> form,
      Optional<String> strength,
      Optional<String> packSize,
      Optional<String> holder,
      List<Market> markets) {

    /** With the record of before, if there is one. */
    Data data(@Nullable Data before) {
      return new Data(
          name.orElseGet(() -> before == null ? "" : before.name()),
          form.orElse(before == null ? null : before.form()),
          strength.orElse(before == null ? null : before.strength()),
          packSize.orElse(before == null ? null : before.packSize()),
          holder.orElse(before == null ? null : before.holder()),
          markets.isEmpty() && before != null ? before.markets() : markets);
    }

    Level levelOr(@Nullable Product before) {
      return level.orElseGet(
          () -> before != null ? before.level() : gtin.indicator() == 0 ? Level.PACK : Level.CASE);
    }
  }

  private record Ready(Row row, NewProduct product) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> required() {
    return List.of("gtin", "name");
  }

  @Override
  public List<String> optional() {
    return List.of("manufacturer", "level", "form", "strength", "packSize", "holder", "markets");
  }

  @Override
  public String key(Row row) {
    String text = row.cells().getOrDefault("gtin", "");
    return Gtin.parse(text).map(Gtin::digits).toOptional().orElse(text);
  }

  @Override
  public List<JobResult> load(Handle handle, Caller caller, List<Row> rows) {
    Refusals refusals = new Refusals(this::key);
    List<Given> given = Cells.read(rows, refusals, ProductTable::read);
    Map<Gtin, Product> before = products.find(handle, given.stream().map(Given::gtin).toList());
    List<Organisation> makers =
        organisations.all().stream().filter(o -> o.role() == Role.MANUFACTURER).toList();
    List<Ready> ready = new ArrayList<>();
    for (Given one : given) {
      ready(one, before.get(one.gtin()), makers, caller, refusals).ifPresent(ready::add);
    }
    Set<Gtin> put = catalogue.putProducts(handle, ready.stream().map(Ready::product).toList());
    refusals.keep(
        ready,
        one -> put.contains(one.product().gtin()),
        Ready::row,
        "gtin",
        ErrorCode.CONFLICT,
        Catalogue.FOREIGN);
    return refusals.inOrder();
  }

  private static Optional<Ready> ready(
      Given one,
      @Nullable Product before,
      List<Organisation> makers,
      Caller caller,
      Refusals refusals) {
    Optional<Organisation> maker = maker(one, makers, caller);
    if (maker.isEmpty()) {
      refusals.add(
          one.row(),
          one.manufacturer().isPresent() ? "manufacturer" : "gtin",
          ErrorCode.NOT_FOUND,
          "No such manufacturer of yours; name the one whose company prefix the GTIN has.");
      return Optional.empty();
    }
    if (!maker.get().mayCommission(one.gtin())) {
      refusals.add(
          one.row(),
          "gtin",
          ErrorCode.UNUSABLE,
          "The GTIN is under none of the manufacturer's GS1 company prefixes.");
      return Optional.empty();
    }
    Data data = one.data(before == null ? null : before.data());
    if (data.name().isEmpty()) {
      refusals.addInvalid(
          one.row(), "name", InvalidValue.TOO_SHORT.code(), "There is no name; fill it in.");
      return Optional.empty();
    }
    return Optional.of(
        new Ready(
            one.row(), new NewProduct(one.gtin(), maker.get().id(), one.levelOr(before), data)));
  }

  private static Optional<Organisation> maker(Given one, List<Organisation> makers, Caller caller) {
    return makers.stream()
        .filter(maker -> caller.is(Role.ADMINISTRATOR) || maker.id().equals(caller.organisation()))
        .filter(
            maker ->
                one.manufacturer()
                    .map(gln -> gln.equals(maker.gln()))
                    .orElseGet(
                        () -> !caller.is(Role.ADMINISTRATOR) || maker.mayCommission(one.gtin())))
        .findFirst();
  }

  private static Given read(Cells cells) {
    return new Given(
        cells.row(),
        cells.gtin("gtin"),
        cells.optionalGln("manufacturer"),
        cells.text("level", 10).map(text -> cells.checked("level", () -> level(text))),
        cells.text("name", 200),
        cells.text("form", 100),
        cells.text("strength", 100),
        cells.text("packSize", 100),
        cells.text("holder", 200),
        markets(cells));
  }

  private static Level level(String text) {
    try {
      return Level.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("A level is PACK or CASE.", e);
    }
  }

  private static List<Market> markets(Cells cells) {
    List<Market> markets =
        cells.list("markets").stream()
            .map(text -> cells.checked("markets", () -> market(text)))
            .toList();
    if (markets.stream().map(Market::country).distinct().count() < markets.size()) {
      cells.wrong("markets", "A market is named twice.");
    }
    return markets;
  }

  private static Market market(String text) {
    String[] parts = text.split(":", 2);
    String country = Inputs.country(parts[0]);
    if (parts.length == 2 && (parts[1].isEmpty() || parts[1].length() > 50)) {
      throw new IllegalArgumentException("A national code has 1 to 50 characters.");
    }
    return new Market(country, parts.length == 2 ? parts[1] : null);
  }
}
