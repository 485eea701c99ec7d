package io.pharmatrace.registry.adapter.in;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.registry.Product;
import io.pharmatrace.registry.Products;
import io.pharmatrace.registry.Recall;
import io.pharmatrace.registry.RecallBoard;
import io.pharmatrace.registry.Recalls;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Recalls and withdrawals: by the manufacturer of the product or a regulator, seen by everybody.
 */
@Tag(name = "registry")
@Controller("/api/v1/recalls")
@ExecuteOn(TaskExecutors.BLOCKING)
class RecallController {
  /** Rows of a CSV file that are in memory at once. */
  private static final int CSV_PAGE = 1_000;

  private static final Csv<RecallView> TABLE =
      Csv.<RecallView>table()
          .column("id", RecallView::id)
          .column("gtin", RecallView::gtin)
          .column("batch", RecallView::batch)
          .column("country", RecallView::country)
          .column("since", RecallView::since)
          .column("reason", RecallView::reason)
          .column("onChain", r -> r.onChain() == null ? null : r.onChain().status());

  private final Recalls recalls;
  private final RecallBoard board;
  private final Products products;
  private final Jdbi jdbi;

  RecallController(Recalls recalls, RecallBoard board, Products products, Jdbi jdbi) {
    this.recalls = recalls;
    this.board = board;
    this.products = products;
    this.jdbi = jdbi;
  }

  /**
   * What is to be recalled.
   *
   * @param batch batch number; absent to withdraw the product with every batch
   * @param country ISO 3166-1 alpha-2; absent for everywhere
   */
  @Serdeable
  record NewRecall(
      @NotBlank String gtin,
      @Nullable String batch,
      @Nullable String country,
      @NotBlank @Size(max = 1000) String reason) {}

  /**
   * How far a recall is on its way to the contract RecallBoard, where any node of the chain answers
   * without us.
   *
   * @param status pending, confirmed or refused
   * @param block number of the block that has it
   * @param transaction hash of the transaction that brought it there
   * @param reason why the contract refuses it, by the name of its error
   */
  @Serdeable
  record OnChainView(
      String status, @Nullable Long block, @Nullable String transaction, @Nullable String reason) {
    static OnChainView of(RecallBoard.Posting posting) {
      return new OnChainView(
          posting.status().name().toLowerCase(Locale.ROOT),
          posting.block(),
          posting.transaction(),
          posting.reason());
    }
  }

  /**
   * A recall (with a batch) or withdrawal (without).
   *
   * @param onChain absent in the answer to its declaration, which waits for no chain
   */
  @Serdeable
  record RecallView(
      long id,
      String gtin,
      @Nullable String batch,
      @Nullable String country,
      String since,
      String reason,
      @Nullable OnChainView onChain) {
    static RecallView of(Recall recall, RecallBoard.@Nullable Posting posting) {
      @Nullable Lot lot = recall.scope().lot();
      return new RecallView(
          recall.id(),
          recall.scope().gtin().digits(),
          lot == null ? null : lot.value(),
          recall.scope().country(),
          recall.since().toString(),
          recall.reason(),
          posting == null ? null : OnChainView.of(posting));
    }
  }

  /**
   * Recalls a batch or withdraws a product, at once and for ever. What was recalled before is
   * answered as it stands.
   */
  @Post
  @Secured({Role.Names.MANUFACTURER, Role.Names.REGULATOR})
  HttpResponse<RecallView> declare(@Valid @Body NewRecall body, Caller caller) {
    caller.requirePerson();
    Gtin gtin = Inputs.require(Gtin::parse, body.gtin());
    requireEntitled(gtin, caller);
    Recalls.Declared declared =
        recalls.declare(
            new Recall.Scope(
                gtin,
                body.batch() == null ? null : Inputs.require(Lot::parse, body.batch()),
                body.country() == null ? null : Inputs.country(body.country())),
            body.reason(),
            caller.user());
    RecallView view = RecallView.of(declared.recall(), null);
    return declared.isNew() ? HttpResponse.created(view) : HttpResponse.ok(view);
  }

  /**
   * Recalls and withdrawals in the order in which they were declared.
   *
   * @param gtin of one product only
   * @param after id of the last one of the page before
   * @param limit how many at the most; as CSV (header Accept) you get all of them
   */
  @Get(produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  @Secured(SecurityRule.IS_AUTHENTICATED)
  HttpResponse<?> list(
      @Nullable @QueryValue Gtin gtin,
      @QueryValue(defaultValue = "0") @PositiveOrZero long after,
      @QueryValue(defaultValue = "100") @Min(1) @Max(1000) int limit,
      HttpRequest<?> request) {
    return Csv.isPreferred(request)
        ? TABLE.download(
            "recalls.csv",
            last -> views(recalls.list(gtin, last == null ? after : last.id(), CSV_PAGE)))
        : HttpResponse.ok(views(recalls.list(gtin, after, limit)));
  }

  /** One recall or withdrawal. */
  @Get("/{id}")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  RecallView get(long id) {
    return recalls
        .find(id)
        .map(recall -> views(List.of(recall)).getFirst())
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No such recall."));
  }

  private List<RecallView> views(List<Recall> found) {
    Map<Long, RecallBoard.Posting> postings =
        board.postings(found.stream().map(Recall::id).toList());
    return found.stream()
        .map(
            recall ->
                RecallView.of(
                    recall, postings.getOrDefault(recall.id(), RecallBoard.Posting.PENDING)))
        .toList();
  }

  private void requireEntitled(Gtin gtin, Caller caller) {
    @Nullable Product product =
        jdbi.withHandle(handle -> products.find(handle, List.of(gtin)).get(gtin));
    boolean entitled =
        product != null
            && (caller.is(Role.REGULATOR) || product.manufacturer().equals(caller.organisation()));
    if (!entitled) {
      throw new ApiException(ErrorCode.NOT_FOUND, "No such product of yours.");
    }
  }
}
