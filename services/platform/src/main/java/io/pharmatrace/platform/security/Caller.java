package io.pharmatrace.platform.security;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.security.Principal;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Who makes a request, as the token says. Every query is scoped by it. A controller method takes it
 * as an argument.
 *
 * @param user user name
 * @param organisation the organisation on whose behalf the user acts
 * @param roles the user's roles, at least one
 */
public record Caller(String user, UUID organisation, Set<Role> roles) implements Principal {
  /** Token claim that names the organisation. */
  public static final String ORGANISATION_CLAIM = "organisation";

  public Caller {
    roles = Set.copyOf(roles);
  }

  /** The user name. */
  @Override
  public String getName() {
    return user;
  }

  /** Whether the user has that role. */
  public boolean is(Role role) {
    return roles.contains(role);
  }

  /** Who makes this request; empty if it came without a token. */
  public static Optional<Caller> of(HttpRequest<?> request) {
    return request.getUserPrincipal(Authentication.class).map(Caller::of);
  }

  private static Caller of(Authentication authentication) {
    Object organisation = authentication.getAttributes().get(ORGANISATION_CLAIM);
    if (organisation == null) {
      throw new ApiException(ErrorCode.UNAUTHENTICATED, "The token names no organisation.");
    }
    return new Caller(
        authentication.getName(), uuid(organisation.toString()), roles(authentication.getRoles()));
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new ApiException(ErrorCode.UNAUTHENTICATED, "The token's organisation is no UUID.");
    }
  }

  private static Set<Role> roles(Collection<String> names) {
    try {
      return names.stream().map(Role::of).collect(Collectors.toUnmodifiableSet());
    } catch (IllegalArgumentException e) {
      throw new ApiException(ErrorCode.UNAUTHENTICATED, "The token names an unknown role.");
    }
  }
}
