package io.pharmatrace.registry.adapter.in;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Batch;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.registry.Product;
import io.pharmatrace.registry.Products;
import io.pharmatrace.registry.application.Catalogue;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Batches of a product; their manufacturer writes and lists them, or an administrator for it. */
@Tag(name = "registry")
@Controller("/api/v1/products/{gtin}/batches")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({Role.Names.ADMINISTRATOR, Role.Names.MANUFACTURER})
class BatchController {
  /** Rows of a CSV file that are in memory at once. */
  private static final int CSV_PAGE = 1_000;

  private static final Csv<BatchView> TABLE =
      Csv.<BatchView>table()
          .column("lot", BatchView::lot)
          .column("expiry", BatchView::expiry)
          .column("version", BatchView::version)
          .column("state", BatchView::state);

  private final Catalogue catalogue;
  private final Products products;
  private final Jdbi jdbi;

  BatchController(Catalogue catalogue, Products products, Jdbi jdbi) {
    this.catalogue = catalogue;
    this.products = products;
    this.jdbi = jdbi;
  }

  /** A batch as it is registered. */
  @Serdeable
  record NewBatch(@NotNull LocalDate expiry) {}

  /**
   * A batch.
   *
   * @param version of the product's data that was current when it was registered
   * @param state Active or Expired
   */
  @Serdeable
  record BatchView(String lot, LocalDate expiry, int version, String state) {}

  /** Registers a batch of a product; its expiry date cannot be changed afterwards. */
  @Put("/{lot}")
  @Status(HttpStatus.NO_CONTENT)
  void put(Gtin gtin, String lot, @Valid @Body NewBatch body, Caller caller) {
    caller.requirePerson();
    Lot number = Inputs.require(Lot::parse, lot);
    ExpiryDate expiry = expiry(body.expiry());
    jdbi.useTransaction(
        handle -> {
          requireOwn(handle, gtin, caller);
          Map<Products.BatchKey, Batch> recorded =
              products.registerBatches(
                  handle, List.of(new Products.NewBatch(gtin, number, expiry)));
          if (recorded.values().stream().anyMatch(b -> !b.expiry().date().equals(body.expiry()))) {
            throw new ApiException(
                ErrorCode.CONFLICT, "The batch is registered with another expiry date.");
          }
        });
  }

  /**
   * Batches of a product by number.
   *
   * @param after the last number of the page before
   * @param limit how many at the most; as CSV (header Accept) you get all of them
   */
  @Get(produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  HttpResponse<?> list(
      Gtin gtin,
      @QueryValue(defaultValue = "") @Size(max = 20) String after,
      @QueryValue(defaultValue = "100") @Min(1) @Max(1000) int limit,
      HttpRequest<?> request,
      Caller caller) {
    jdbi.useHandle(handle -> requireOwn(handle, gtin, caller));
    return Csv.isPreferred(request)
        ? TABLE.download(
            "batches.csv", last -> batches(gtin, last == null ? after : last.lot(), CSV_PAGE))
        : HttpResponse.ok(batches(gtin, after, limit));
  }

  private List<BatchView> batches(Gtin gtin, String after, int limit) {
    return catalogue.batches(gtin, after, limit).stream()
        .map(b -> new BatchView(b.lot().value(), b.expiry(), b.version(), b.state()))
        .toList();
  }

  private void requireOwn(Handle handle, Gtin gtin, Caller caller) {
    @Nullable Product product = products.find(handle, List.of(gtin)).get(gtin);
    boolean own =
        product != null
            && (caller.is(Role.ADMINISTRATOR)
                || product.manufacturer().equals(caller.organisation()));
    if (!own) {
      throw new ApiException(ErrorCode.NOT_FOUND, "No such product of yours.");
    }
  }

  private static ExpiryDate expiry(LocalDate date) {
    try {
      return ExpiryDate.of(date);
    } catch (IllegalArgumentException e) {
      throw new ApiException(ErrorCode.INVALID_VALUE, String.valueOf(e.getMessage()));
    }
  }
}
