package io.pharmatrace.registry.adapter.in;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Batch;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.registry.Product;
import io.pharmatrace.registry.Products;
import io.pharmatrace.registry.application.Directory;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Products and batches; a manufacturer writes its own, an administrator on its behalf. */
@Tag(name = "registry")
@Controller("/api/v1/products")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({Role.Names.ADMINISTRATOR, Role.Names.MANUFACTURER})
class ProductController {
  private final Directory directory;
  private final Organisations organisations;
  private final Products products;
  private final Jdbi jdbi;

  ProductController(
      Directory directory, Organisations organisations, Products products, Jdbi jdbi) {
    this.directory = directory;
    this.organisations = organisations;
    this.products = products;
    this.jdbi = jdbi;
  }

  /** A product as it is registered. */
  @Serdeable
  record NewProduct(
      @NotBlank String manufacturer,
      @NotNull Product.Level level,
      @NotBlank @Size(max = 200) String name,
      @Nullable @Size(max = 100) String form,
      @Nullable @Size(max = 100) String strength,
      @Nullable @Size(max = 100) String packSize,
      @Nullable @Size(max = 50) String nationalCode) {}

  /** A batch as it is registered. */
  @Serdeable
  record NewBatch(@NotNull LocalDate expiry) {}

  /** Registers a product by its GTIN, or brings its data up to date. */
  @Put("/{gtin}")
  @Status(HttpStatus.NO_CONTENT)
  void put(Gtin gtin, @Valid @Body NewProduct body, Caller caller) {
    Organisation manufacturer =
        manufacturer(Inputs.require(Gln.parse(body.manufacturer())), caller);
    if (!manufacturer.mayCommission(gtin)) {
      throw new ApiException(
          ErrorCode.UNUSABLE, "The GTIN is under none of the manufacturer's GS1 company prefixes.");
    }
    directory.putProduct(
        new Product(
            gtin,
            manufacturer.id(),
            body.level(),
            body.name(),
            body.form(),
            body.strength(),
            body.packSize(),
            body.nationalCode()));
  }

  /** Registers a batch of a product; its expiry date cannot be changed afterwards. */
  @Put("/{gtin}/batches/{lot}")
  @Status(HttpStatus.NO_CONTENT)
  void putBatch(Gtin gtin, String lot, @Valid @Body NewBatch body, Caller caller) {
    Lot number = Inputs.require(Lot.parse(lot));
    ExpiryDate expiry = expiry(body.expiry());
    jdbi.useTransaction(
        handle -> {
          Product product = products.find(handle, List.of(gtin)).get(gtin);
          if (product == null || !mayWrite(product, caller)) {
            throw new ApiException(ErrorCode.NOT_FOUND, "No such product of yours.");
          }
          Map<Products.BatchKey, Batch> recorded =
              products.registerBatches(
                  handle, List.of(new Products.NewBatch(gtin, number, expiry)));
          if (recorded.values().stream().anyMatch(b -> !b.expiry().date().equals(body.expiry()))) {
            throw new ApiException(
                ErrorCode.CONFLICT, "The batch is registered with another expiry date.");
          }
        });
  }

  private static ExpiryDate expiry(LocalDate date) {
    try {
      return ExpiryDate.of(date);
    } catch (IllegalArgumentException e) {
      throw new ApiException(ErrorCode.INVALID_VALUE, String.valueOf(e.getMessage()));
    }
  }

  private static boolean mayWrite(Product product, Caller caller) {
    return caller.is(Role.ADMINISTRATOR) || product.manufacturer().equals(caller.organisation());
  }

  private Organisation manufacturer(Gln gln, Caller caller) {
    return organisations.all().stream()
        .filter(o -> o.gln().equals(gln) && o.role() == Role.MANUFACTURER)
        .filter(o -> caller.is(Role.ADMINISTRATOR) || o.id().equals(caller.organisation()))
        .findFirst()
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No such manufacturer of yours."));
  }
}
