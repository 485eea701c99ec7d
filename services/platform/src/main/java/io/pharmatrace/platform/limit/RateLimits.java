package io.pharmatrace.platform.limit;

import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.limit.Buckets.Rate;
import io.pharmatrace.platform.limit.Buckets.Taken;
import io.pharmatrace.platform.security.Caller;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many requests each user or device, each organisation, and each address without a token may
 * send. Thread-safe.
 */
@Singleton
final class RateLimits {
  /** Under which a request carries what is left to its sender. */
  private static final String LEFT = RateLimits.class.getName();

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final boolean enabled;
  private final Buckets callers;
  private final Buckets organisations;
  private final Buckets anonymous;
  private final Addresses addresses;

  RateLimits(
      Addresses addresses,
      @Value("${pharmatrace.limits.enabled:true}") boolean enabled,
      @Value("${pharmatrace.limits.caller.per-second:200}") long perCaller,
      @Value("${pharmatrace.limits.caller.burst:2000}") long callerBurst,
      @Value("${pharmatrace.limits.organisation.per-second:1000}") long perOrganisation,
      @Value("${pharmatrace.limits.organisation.burst:10000}") long organisationBurst,
      @Value("${pharmatrace.limits.anonymous.per-second:50}") long perAddress,
      @Value("${pharmatrace.limits.anonymous.burst:500}") long addressBurst) {
    this.addresses = addresses;
    this.enabled = enabled;
    this.callers = new Buckets(new Rate(callerBurst, perCaller, SECOND));
    this.organisations = new Buckets(new Rate(organisationBurst, perOrganisation, SECOND));
    this.anonymous = new Buckets(new Rate(addressBurst, perAddress, SECOND));
  }

  /**
   * What is left to the sender of a request.
   *
   * @param policy which limit it is
   * @param rate the limit
   * @param tokens how many requests are left
   */
  private record Left(String policy, Rate rate, long tokens) {}

  /**
   * Counts a request, once: as anonymous before security has said who sends it, or who sends it
   * after that. Supervisors' questions are free.
   *
   * @throws ApiException too-many-requests, when there were too many
   */
  void count(HttpRequest<?> request) {
    String path = request.getPath();
    if (!enabled || path.startsWith("/health") || path.equals("/prometheus")) {
      return;
    }
    @Nullable Caller caller = Caller.of(request).orElse(null);
    if (caller == null) {
      if (request.getAttribute(LEFT).isEmpty()) {
        take(request, anonymous, "anonymous", addresses.of(request));
      }
      return;
    }
    String organisation = caller.organisation().toString();
    // First the caller's own: what it is refused must not use up what its colleagues may send.
    take(
        request,
        callers,
        "caller",
        organisation + (caller.device() ? " device " : " user ") + caller.user());
    take(request, organisations, "organisation", organisation);
  }

  private static void take(HttpRequest<?> request, Buckets buckets, String policy, String name) {
    Taken taken = buckets.take(name);
    if (!taken.taken() || request.getAttribute(LEFT).isEmpty()) {
      request.setAttribute(LEFT, new Left(policy, buckets.rate(), taken.left()));
    }
    if (!taken.taken()) {
      throw ApiException.tooManyRequests(
          "More than " + buckets.rate().refill() + " requests a second, for a while.",
          taken.retryAfter());
    }
  }

  /** The header RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers) of the answer. */
  static Optional<String> policy(HttpRequest<?> request) {
    return request
        .getAttribute(LEFT, Left.class)
        .map(
            left ->
                "\"%s\";q=%d;w=%d"
                    .formatted(
                        left.policy(), left.rate().burst(), left.rate().whole().toSeconds()));
  }

  /** The header RateLimit of the answer: how many are left, and until when all are back. */
  static Optional<String> left(HttpRequest<?> request) {
    return request
        .getAttribute(LEFT, Left.class)
        .map(
            left ->
                "\"%s\";r=%d;t=%d"
                    .formatted(
                        left.policy(),
                        left.tokens(),
                        Math.ceilDiv(left.rate().burst() - left.tokens(), left.rate().refill())));
  }
}
