package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.application.subscription.Controls;
import io.pharmatrace.custody.application.subscription.Subscribing;
import io.pharmatrace.custody.application.subscription.Subscription;
import io.pharmatrace.custody.application.subscription.Subscriptions;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.platform.webhook.Webhooks;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Subscriptions by webhook (EPCIS 2.0, /queries/{queryName}/subscriptions). */
@Tag(name = "query")
@Controller("/epcis/v2/queries/{queryName}/subscriptions")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class SubscriptionController {
  private final Subscribing subscribing;
  private final Subscriptions subscriptions;
  private final Webhooks webhooks;
  private final Jdbi jdbi;
  private final Requests requests;
  private final Existing existing;

  SubscriptionController(
      Subscribing subscribing,
      Subscriptions subscriptions,
      Webhooks webhooks,
      Jdbi jdbi,
      Requests requests,
      Existing existing) {
    this.requests = requests;
    this.existing = existing;
    this.subscribing = subscribing;
    this.subscriptions = subscriptions;
    this.webhooks = webhooks;
    this.jdbi = jdbi;
  }

  /**
   * A wish to be told.
   *
   * @param dest address that reports are posted to
   * @param signatureToken secret of the subscriber; each report then carries GS1-Signature, the
   *     HMAC-SHA-256 of its body under this secret in base64
   * @param stream true to be told as it happens; otherwise a schedule is needed
   * @param schedule second, minute, hour, dayOfMonth, month, dayOfWeek, in UTC
   * @param reportIfEmpty whether a scheduled report comes when there is nothing to tell
   * @param initialRecordTime events recorded from then on; default: now
   */
  @Serdeable
  record NewSubscription(
      @NotNull @Size(max = 2_000) String dest,
      @Nullable @Size(max = 500) String signatureToken,
      @Nullable Boolean stream,
      @Nullable Map<String, String> schedule,
      @Nullable Boolean reportIfEmpty,
      @Nullable OffsetDateTime initialRecordTime) {}

  /**
   * A subscription; its secret is never shown.
   *
   * @param lastNotifiedAt when the subscriber last took a report
   * @param failures how often in a row a report could not be handed over
   */
  @Serdeable
  record SubscriptionView(
      UUID subscriptionID,
      String queryName,
      String dest,
      @Nullable Boolean stream,
      @Nullable Map<String, String> schedule,
      boolean reportIfEmpty,
      OffsetDateTime initialRecordTime,
      String epcFormat,
      OffsetDateTime createdAt,
      @Nullable OffsetDateTime lastNotifiedAt,
      int failures,
      @Nullable String lastFailure) {
    static SubscriptionView of(Subscription subscription) {
      Controls controls = subscription.controls();
      return new SubscriptionView(
          subscription.id(),
          subscription.queryName(),
          String.valueOf(subscription.dest()),
          controls.schedule() == null ? true : null,
          controls.schedule() == null ? null : controls.schedule().fields(),
          controls.reportIfEmpty(),
          controls.initialRecordTime(),
          subscription.epcFormat().text(),
          subscription.created(),
          subscription.lastNotified(),
          subscription.failures(),
          subscription.lastFailure());
    }
  }

  /**
   * Subscribes to a named query of the caller's organisation. The header GS1-EPC-Format says how
   * reports spell identifiers, as in the answers to queries.
   */
  @Post
  HttpResponse<SubscriptionView> subscribe(
      String queryName,
      @Valid @Body NewSubscription wish,
      @Nullable @Header(Negotiation.EPC_FORMAT) String epcFormat,
      @Nullable @Header(Negotiation.CBV_FORMAT) String cbvFormat,
      Caller caller) {
    Negotiation.cbvFormat(cbvFormat); // of no effect, because reports are in JSON
    String fault = webhooks.fault("dest", wish.dest());
    if (fault != null) {
      throw new ApiException(ErrorCode.SUBSCRIPTION_INVALID, fault);
    }
    Subscription begun =
        SubscriptionStart.begin(
            subscribing,
            caller,
            queryName,
            wish.dest(),
            wish.signatureToken(),
            Negotiation.epcFormat(epcFormat), // refused now, not at the first report
            SubscriptionStart.controls(
                Boolean.TRUE.equals(wish.stream()),
                wish.schedule() == null ? Map.of() : wish.schedule(),
                Boolean.TRUE.equals(wish.reportIfEmpty()),
                wish.initialRecordTime()));
    return HttpResponse.created(SubscriptionView.of(begun), address(begun));
  }

  private static URI address(Subscription subscription) {
    return URI.create(
        "/epcis/v2/queries/%s/subscriptions/%s"
            .formatted(
                URLEncoder.encode(subscription.queryName(), StandardCharsets.UTF_8)
                    .replace("+", "%20"),
                subscription.id()));
  }

  /** The subscriptions to a query, in the order of their making. */
  @Get
  HttpResponse<List<SubscriptionView>> list(
      String queryName, HttpRequest<?> request, Caller caller) {
    existing.query(queryName, caller);
    return requests.page(
        request,
        caller,
        (limit, after) ->
            jdbi.withHandle(
                handle ->
                    subscriptions.list(
                        handle,
                        caller.organisation(),
                        queryName,
                        after == null ? null : UUID.fromString(after),
                        limit)),
        subscription -> subscription.id().toString(),
        SubscriptionView::of);
  }

  /** One subscription. */
  @Get("/{id}")
  SubscriptionView one(String queryName, UUID id, Caller caller) {
    return SubscriptionView.of(existing.subscription(queryName, id, caller));
  }

  /** Unsubscribes. */
  @Delete("/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void unsubscribe(String queryName, UUID id, Caller caller) {
    existing.subscription(queryName, id, caller);
    subscribing.end(caller.organisation(), queryName, id);
  }
}
