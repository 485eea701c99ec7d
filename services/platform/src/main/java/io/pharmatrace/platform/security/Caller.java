package io.pharmatrace.platform.security;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.security.Principal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, as the token or API key says. Every query is scoped by it. A controller
 * method takes it as an argument.
 *
 * @param user user name; of a device, the name of the reader
 * @param device whether it is a device with an API key, and no person
 * @param organisation the organisation on whose behalf the user acts
 * @param roles the user's roles, at least one
 * @param site GLN of the site where the user or reader is, 13 digits, if that is known
 */
public record Caller(
    String user, boolean device, UUID organisation, Set<Role> roles, @Nullable String site)
    implements Principal {
  private static final String ORGANISATION = "organisation";
  private static final String SITE = "site";
  private static final String DEVICE = "device";

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

  /**
   * Keeps devices from what only a person may do: their keys are easily copied.
   *
   * @throws ApiException {@link ErrorCode#FORBIDDEN} for a device
   */
  public void requirePerson() {
    if (device) {
      throw new ApiException(ErrorCode.FORBIDDEN, "This is for persons, not for devices.");
    }
  }

  /** Names of the roles, as {@link Authentication} has them. */
  public Set<String> roleNames() {
    return roles.stream().map(Role::text).collect(Collectors.toUnmodifiableSet());
  }

  /** What a token says besides name and roles. */
  public Map<String, Object> claims() {
    Map<String, Object> claims = new HashMap<>();
    claims.put(ORGANISATION, organisation.toString());
    if (site != null) {
      claims.put(SITE, site);
    }
    if (device) {
      claims.put(DEVICE, true);
    }
    return claims;
  }

  /** As the framework has it. */
  Authentication authentication() {
    return Authentication.build(user, roleNames(), claims());
  }

  /** Who makes this request; empty if it came without a token or key. */
  public static Optional<Caller> of(HttpRequest<?> request) {
    return request.getUserPrincipal(Authentication.class).map(Caller::of);
  }

  /** The reverse of {@link #authentication}. */
  private static Caller of(Authentication authentication) {
    Map<String, Object> claims = authentication.getAttributes();
    @Nullable Object organisation = claims.get(ORGANISATION);
    if (organisation == null) {
      throw new ApiException(ErrorCode.UNAUTHENTICATED, "The token names no organisation.");
    }
    @Nullable Object site = claims.get(SITE);
    return new Caller(
        authentication.getName(),
        Boolean.TRUE.equals(claims.get(DEVICE)),
        uuid(organisation.toString()),
        roles(authentication.getRoles()),
        site == null ? null : site.toString());
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
