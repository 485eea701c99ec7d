package io.pharmatrace.registry.adapter.in;

import io.micronaut.core.annotation.NonNull;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.AuthenticationRequest;
import io.micronaut.security.authentication.AuthenticationResponse;
import io.micronaut.security.authentication.provider.HttpRequestExecutorAuthenticationProvider;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.application.Users;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.util.Map;

/** The built-in issuer: {@code POST /api/v1/login} gives a token to who knows a password. */
@Singleton
final class Issuer<B> implements HttpRequestExecutorAuthenticationProvider<B> {
  private final Users users;

  Issuer(Users users) {
    this.users = users;
  }

  @PostConstruct
  void ensureAdministrator() {
    users.ensureAdministrator();
  }

  @Override
  public @NonNull AuthenticationResponse authenticate(
      @Nullable HttpRequest<B> request, @NonNull AuthenticationRequest<String, String> login) {
    return users
        .login(login.getIdentity(), login.getSecret())
        .map(
            user ->
                AuthenticationResponse.success(
                    user.username(),
                    user.roles().stream().map(Role::text).toList(),
                    Map.of(Caller.ORGANISATION_CLAIM, user.organisation().toString())))
        .orElseGet(AuthenticationResponse::failure);
  }
}
