package io.pharmatrace.registry.application.load;

import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.JobResult;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Batch;
import io.pharmatrace.registry.Product;
import io.pharmatrace.registry.Products;
import io.pharmatrace.registry.Products.BatchKey;
import io.pharmatrace.registry.Products.NewBatch;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Batches: gtin, lot, expiry as in 2031-01-31. */
@Singleton
@Named(BatchTable.NAME)
final class BatchTable implements LoadTable {
  static final String NAME = "batches";

  private final Products products;

  BatchTable(Products products) {
    this.products = products;
  }

  private record Given(Row row, NewBatch batch) {
    BatchKey key() {
      return new BatchKey(batch.gtin(), batch.lot());
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> required() {
    return List.of("gtin", "lot", "expiry");
  }

  @Override
  public List<String> optional() {
    return List.of();
  }

  @Override
  public String key(Row row) {
    String gtin = row.cells().getOrDefault("gtin", "");
    return Gtin.parse(gtin).map(Gtin::digits).toOptional().orElse(gtin)
        + " "
        + row.cells().getOrDefault("lot", "");
  }

  @Override
  public List<JobResult> load(Handle handle, Caller caller, List<Row> rows) {
    Refusals refusals = new Refusals(this::key);
    List<Given> given = Cells.read(rows, refusals, cells -> new Given(cells.row(), batch(cells)));
    Map<Gtin, Product> known =
        products.find(handle, given.stream().map(one -> one.batch().gtin()).distinct().toList());
    List<Given> own =
        refusals.keep(
            given,
            one -> isOwn(known.get(one.batch().gtin()), caller),
            Given::row,
            "gtin",
            ErrorCode.NOT_FOUND,
            "No such product of yours; load the product first.");
    Map<BatchKey, Batch> recorded =
        products.registerBatches(handle, own.stream().map(Given::batch).toList());
    refusals.keep(
        own,
        one -> {
          @Nullable Batch batch = recorded.get(one.key());
          return batch != null && batch.expiry().equals(one.batch().expiry());
        },
        Given::row,
        "expiry",
        ErrorCode.CONFLICT,
        "The batch is registered with another expiry date.");
    return refusals.inOrder();
  }

  private static boolean isOwn(@Nullable Product product, Caller caller) {
    return product != null
        && (caller.is(Role.ADMINISTRATOR) || product.manufacturer().equals(caller.organisation()));
  }

  private static NewBatch batch(Cells cells) {
    String expiry = cells.requiredText("expiry", 30);
    return new NewBatch(
        cells.gtin("gtin"),
        cells.required("lot", Lot::parse),
        cells.checked("expiry", () -> expiry(expiry)));
  }

  private static ExpiryDate expiry(String text) {
    try {
      return ExpiryDate.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "An expiry date is written as in 2031-01-31, and has to exist.", e);
    }
  }
}
