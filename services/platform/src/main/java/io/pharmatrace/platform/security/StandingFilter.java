package io.pharmatrace.platform.security;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;

/**
 * Who was suspended or retired can do nothing, also with a token from before; and who was given
 * another site or role needs a token that says so.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class StandingFilter implements Ordered {
  private final Accounts accounts;

  StandingFilter(Accounts accounts) {
    this.accounts = accounts;
  }

  /** In the thread that reads the request, since nothing is waited for. */
  @RequestFilter
  void check(HttpRequest<?> request) {
    Caller.of(request).ifPresent(this::check);
  }

  private void check(Caller caller) {
    if (!accounts.mayAct(caller)) {
      throw new ApiException(
          ErrorCode.SUSPENDED, "You, your site or your organisation may not act at present.");
    }
    if (!accounts.isAsItWas(caller)) {
      throw new ApiException(
          ErrorCode.UNAUTHENTICATED, "Your site or role is another one since; log in again.");
    }
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after();
  }
}
