package io.pharmatrace.custody.adapter.in.epcis;

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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What subscriptions by webhook and by WebSocket begin with, and why they are refused. */
final class SubscriptionStart {
  private SubscriptionStart() {}

  /** Begins a subscription, by whatever way the subscriber is told. */
  static Subscription begin(
      Subscribing subscribing,
      Caller caller,
      String queryName,
      @Nullable String dest,
      @Nullable String token,
      EpcFormat epcFormat,
      Controls controls) {
    Subscribing.Result result =
        subscribing.begin(
            new Subscriptions.New(
                caller.organisation(),
                caller.is(Role.REGULATOR),
                queryName,
                dest,
                token,
                epcFormat,
                controls));
    if (result instanceof Subscribing.Result.Begun(Subscription subscription)) {
      return subscription;
    }
    throw refused(result);
  }

  /** Why there is no subscription. */
  static ApiException refused(Subscribing.Result result) {
    return switch (result) {
      case Subscribing.Result.Begun _ -> throw new IllegalStateException("it has begun");
      case Subscribing.Result.NoSuchQuery _ ->
          new ApiException(ErrorCode.QUERY_UNKNOWN, "You have no query of this name.");
      case Subscribing.Result.Limited _ ->
          new ApiException(
              ErrorCode.SUBSCRIPTION_INVALID,
              "A query with maxEventCount or eventCountLimit cannot be subscribed to.");
      case Subscribing.Result.TooMany _ ->
          new ApiException(
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
}
