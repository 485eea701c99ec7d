package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.adapter.out.Webhook;
import io.pharmatrace.custody.application.query.EpcFormat;
import io.pharmatrace.custody.application.subscription.Controls;
import io.pharmatrace.custody.application.subscription.Subscribing;
import io.pharmatrace.custody.application.subscription.Subscription;
import io.pharmatrace.custody.application.subscription.Subscriptions;
import io.pharmatrace.epcis.query.QuerySchedule;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
  private final Webhook webhook;
  private final Jdbi jdbi;

  SubscriptionController(
      Subscribing subscribing, Subscriptions subscriptions, Webhook webhook, Jdbi jdbi) {
    this.subscribing = subscribing;
    this.subscriptions = subscriptions;
    this.webhook = webhook;
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
      Caller caller) {
    String fault = webhook.fault(wish.dest());
    if (fault != null) {
      throw new ApiException(ErrorCode.SUBSCRIPTION_INVALID, fault);
    }
    Subscription begun =
        begin(
            subscribing,
            caller,
            queryName,
            wish.dest(),
            wish.signatureToken(),
            Negotiation.epcFormat(epcFormat), // refused now, not at the first report
            controls(
                Boolean.TRUE.equals(wish.stream()),
                wish.schedule() == null ? Map.of() : wish.schedule(),
                Boolean.TRUE.equals(wish.reportIfEmpty()),
                wish.initialRecordTime()));
    return HttpResponse.created(SubscriptionView.of(begun), address(begun));
  }

  /** Begins a subscription, by whatever way the subscriber is told. */
  static Subscription begin(
      Subscribing subscribing,
      Caller caller,
      String queryName,
      @Nullable String dest,
      @Nullable String token,
      EpcFormat epcFormat,
      Controls controls) {
    return switch (subscribing.begin(
        new Subscriptions.New(
            caller.organisation(),
            caller.is(Role.REGULATOR),
            queryName,
            dest,
            token,
            epcFormat,
            controls))) {
      case Subscribing.Result.Begun(Subscription subscription) -> subscription;
      case Subscribing.Result.NoSuchQuery _ ->
          throw new ApiException(ErrorCode.QUERY_UNKNOWN, "You have no query of this name.");
      case Subscribing.Result.Limited _ ->
          throw new ApiException(
              ErrorCode.SUBSCRIPTION_INVALID,
              "A query with maxEventCount or eventCountLimit cannot be subscribed to.");
      case Subscribing.Result.TooMany _ ->
          throw new ApiException(
              ErrorCode.SUBSCRIPTION_INVALID,
              "An organisation has at most " + Subscribing.MOST + " subscriptions.");
    };
  }

  static Controls controls(
      boolean stream,
      Map<String, String> schedule,
      boolean reportIfEmpty,
      @Nullable OffsetDateTime initialRecordTime) {
    if (stream == !schedule.isEmpty()) {
      throw new ApiException(
          ErrorCode.SUBSCRIPTION_INVALID, "Either stream is true or there is a schedule.");
    }
    try {
      return new Controls(
          stream ? null : new QuerySchedule(schedule),
          reportIfEmpty,
          initialRecordTime == null ? OffsetDateTime.now(ZoneOffset.UTC) : initialRecordTime);
    } catch (IllegalArgumentException e) {
      throw new ApiException(ErrorCode.SUBSCRIPTION_INVALID, String.valueOf(e.getMessage()));
    }
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
      String queryName,
      @QueryValue(defaultValue = "30") @Min(1) @Max(200) int perPage,
      @Nullable @QueryValue UUID nextPageToken,
      Caller caller) {
    List<Subscription> found =
        jdbi.withHandle(
            handle ->
                subscriptions.list(
                    handle, caller.organisation(), queryName, nextPageToken, perPage + 1));
    List<SubscriptionView> page = found.stream().limit(perPage).map(SubscriptionView::of).toList();
    MutableHttpResponse<List<SubscriptionView>> answer = HttpResponse.ok(page);
    if (found.size() > perPage) {
      answer.header(
          "Link",
          "<%s?perPage=%d&nextPageToken=%s>; rel=\"next\""
              .formatted(
                  address(found.getFirst()).toString().replaceFirst("/[^/]*$", ""),
                  perPage,
                  page.getLast().subscriptionID()));
    }
    return answer;
  }

  /** One subscription. */
  @Get("/{id}")
  SubscriptionView one(String queryName, UUID id, Caller caller) {
    return jdbi.withHandle(
            handle -> subscriptions.find(handle, caller.organisation(), queryName, id))
        .map(SubscriptionView::of)
        .orElseThrow(SubscriptionController::none);
  }

  /** Unsubscribes. */
  @Delete("/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void unsubscribe(String queryName, UUID id, Caller caller) {
    if (!subscribing.end(caller.organisation(), queryName, id)) {
      throw none();
    }
  }

  private static ApiException none() {
    return new ApiException(ErrorCode.NOT_FOUND, "No such subscription of yours.");
  }
}
