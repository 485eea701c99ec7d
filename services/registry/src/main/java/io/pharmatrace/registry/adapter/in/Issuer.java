package io.pharmatrace.registry.adapter.in;

import io.micronaut.core.annotation.NonNull;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import io.micronaut.security.authentication.AuthenticationRequest;
import io.micronaut.security.authentication.AuthenticationResponse;
import io.micronaut.security.authentication.provider.HttpRequestExecutorAuthenticationProvider;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Accounts;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.registry.application.FailedLogins;
import io.pharmatrace.registry.application.FailedLogins.Login;
import io.pharmatrace.registry.application.Users;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The built-in issuer: {@code POST /api/v1/login} gives a token to who knows a password. */
@Singleton
final class Issuer<B> implements HttpRequestExecutorAuthenticationProvider<B> {
  private static final int MOST_NAME = 64;
  private static final int MOST_PASSWORD = 200;

  private final Users users;
  private final FailedLogins failed;
  private final HttpClientAddressResolver addresses;
  private final Accounts accounts;

  Issuer(Users users, FailedLogins failed, HttpClientAddressResolver addresses, Accounts accounts) {
    this.accounts = accounts;
    this.users = users;
    this.failed = failed;
    this.addresses = addresses;
  }

  @PostConstruct
  void ensureAdministrator() {
    users.ensureAdministrator();
  }

  @Override
  public @NonNull AuthenticationResponse authenticate(
      @Nullable HttpRequest<B> request, @NonNull AuthenticationRequest<String, String> login) {
    if (isNoLogin(login)) {
      return AuthenticationResponse.failure();
    }
    @Nullable String address = request == null ? null : addresses.resolve(request);
    Login who = new Login(login.getIdentity(), address == null ? "" : address);
    failed.check(who);
    Optional<Caller> user = users.login(login.getIdentity(), login.getSecret());
    if (user.isEmpty()) {
      failed.add(who);
    } else {
      failed.forget(who);
      if (!accounts.mayAct(user.get())) {
        throw new ApiException(ErrorCode.SUSPENDED, "You may not log in at present.");
      }
    }
    return user.map(Issuer::success).orElseGet(AuthenticationResponse::failure);
  }

  /** What no user can have is neither looked up nor kept in mind. */
  private static boolean isNoLogin(AuthenticationRequest<String, String> login) {
    return login.getIdentity().length() > MOST_NAME
        || login.getSecret().length() > MOST_PASSWORD
        || login.getIdentity().indexOf('\0') >= 0;
  }

  private static AuthenticationResponse success(Caller user) {
    return AuthenticationResponse.success(user.user(), user.roleNames(), user.claims());
  }
}
