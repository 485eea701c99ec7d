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
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.registry.Product;
import io.pharmatrace.registry.application.Catalogue;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Products; a manufacturer writes its own, an administrator on its behalf, everybody reads. */
@Tag(name = "registry")
@Controller("/api/v1/products")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({Role.Names.ADMINISTRATOR, Role.Names.MANUFACTURER})
class ProductController {
  /** Rows of a CSV file that are in memory at once. */
  private static final int CSV_PAGE = 1_000;

  private final Catalogue catalogue;
  private final Organisations organisations;

  ProductController(Catalogue catalogue, Organisations organisations) {
    this.catalogue = catalogue;
    this.organisations = organisations;
  }

  /**
   * A product as it is registered.
   *
   * @param manufacturer its GLN
   * @param level PACK or CASE
   * @param holder who holds the marketing authorisation
   * @param markets countries where it is meant to be sold, with its national code there
   */
  @Serdeable
  record NewProduct(
      @NotBlank String manufacturer,
      @NotNull Product.Level level,
      @NotBlank @Size(max = 200) String name,
      @Nullable @Size(max = 100) String form,
      @Nullable @Size(max = 100) String strength,
      @Nullable @Size(max = 100) String packSize,
      @Nullable @Size(max = 200) String holder,
      @Nullable @Valid @Size(max = 250) List<MarketView> markets) {

    Product.Data data() {
      return new Product.Data(
          name,
          form,
          strength,
          packSize,
          holder,
          markets == null ? List.of() : markets.stream().map(MarketView::market).toList());
    }
  }

  /**
   * A market.
   *
   * @param country ISO 3166-1 alpha-2
   * @param nationalCode for example an NDC or a PZN
   */
  @Serdeable
  record MarketView(
      @NotBlank @Size(min = 2, max = 2) String country,
      @Nullable @Size(max = 50) String nationalCode) {

    String text() {
      return nationalCode == null ? country : country + ":" + nationalCode;
    }

    Product.Market market() {
      return new Product.Market(Inputs.country(country), nationalCode);
    }
  }

  /** A version of a product's data; {@code since} is absent in lists of current ones. */
  @Serdeable
  record ProductView(
      String gtin,
      int version,
      @Nullable String since,
      @Nullable String level,
      String name,
      @Nullable String form,
      @Nullable String strength,
      @Nullable String packSize,
      @Nullable String holder,
      List<MarketView> markets) {

    static ProductView of(Product product) {
      return of(product.gtin(), product.version(), null, product.level().name(), product.data());
    }

    static ProductView of(Gtin gtin, Catalogue.Version version) {
      return of(gtin, version.version(), version.since().toString(), null, version.data());
    }

    private static ProductView of(
        Gtin gtin, int version, @Nullable String since, @Nullable String level, Product.Data data) {
      return new ProductView(
          gtin.digits(),
          version,
          since,
          level,
          data.name(),
          data.form(),
          data.strength(),
          data.packSize(),
          data.holder(),
          data.markets().stream()
              .map(market -> new MarketView(market.country(), market.nationalCode()))
              .toList());
    }
  }

  /** Registers a product by its GTIN; other data than the current make a new version of them. */
  @Put("/{gtin}")
  @Status(HttpStatus.NO_CONTENT)
  void put(Gtin gtin, @Valid @Body NewProduct body, Caller caller) {
    caller.requirePerson();
    Organisation manufacturer =
        manufacturer(Inputs.require(Gln::parse, body.manufacturer()), caller);
    if (!manufacturer.mayCommission(gtin)) {
      throw new ApiException(
          ErrorCode.UNUSABLE, "The GTIN is under none of the manufacturer's GS1 company prefixes.");
    }
    Product.Data data = body.data();
    if (data.markets().stream().map(Product.Market::country).distinct().count()
        < data.markets().size()) {
      throw new ApiException(ErrorCode.INVALID_VALUE, "A market is named twice.");
    }
    catalogue.putProduct(gtin, manufacturer.id(), body.level(), data);
  }

  /**
   * Products by GTIN, with their current data; a manufacturer's own, or all for everybody else.
   *
   * @param after the last GTIN of the page before
   * @param limit how many at the most; as CSV (header Accept) you get all of them
   */
  @Get(produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  @Secured(SecurityRule.IS_AUTHENTICATED)
  HttpResponse<?> list(
      @QueryValue(defaultValue = "") @Size(max = 14) String after,
      @QueryValue(defaultValue = "100") @Min(1) @Max(1000) int limit,
      HttpRequest<?> request,
      Caller caller) {
    return Csv.isPreferred(request)
        ? ProductTables.CURRENT.download(
            "products.csv", last -> products(caller, last == null ? after : last.gtin(), CSV_PAGE))
        : HttpResponse.ok(products(caller, after, limit));
  }

  private List<ProductView> products(Caller caller, String after, int limit) {
    return catalogue
        .products(caller.is(Role.MANUFACTURER) ? caller.organisation() : null, after, limit)
        .stream()
        .map(ProductView::of)
        .toList();
  }

  /** Every version of a product's data, the latest first. */
  @Get(
      value = "/{gtin}/versions",
      produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  @ApiResponse(
      responseCode = "200",
      description = "The versions",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            array = @ArraySchema(schema = @Schema(implementation = ProductView.class))),
        @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
      })
  @Secured(SecurityRule.IS_AUTHENTICATED)
  HttpResponse<?> versions(Gtin gtin, HttpRequest<?> request) {
    List<ProductView> versions =
        catalogue.versions(gtin).stream().map(version -> ProductView.of(gtin, version)).toList();
    if (versions.isEmpty()) {
      throw new ApiException(ErrorCode.NOT_FOUND, "No product has this GTIN.");
    }
    return ProductTables.VERSIONS.either(request, "versions.csv", versions);
  }

  private Organisation manufacturer(Gln gln, Caller caller) {
    return organisations.all().stream()
        .filter(o -> o.gln().equals(gln) && o.role() == Role.MANUFACTURER)
        .filter(o -> caller.is(Role.ADMINISTRATOR) || o.id().equals(caller.organisation()))
        .findFirst()
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No such manufacturer of yours."));
  }
}
