package io.pharmatrace.registry.application;

import io.pharmatrace.platform.Home;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Users of the built-in issuer. Thread-safe. */
@Singleton
public class Users {
  /** The organisation of those who run the installation and belong to no party. */
  public static final UUID OPERATOR = new UUID(0, 0);

  /**
   * Checked when the user is unknown, so that an unknown name takes as long as a wrong password.
   */
  private static final String NOBODY = Passwords.hash("nobody");

  /** One without a password cannot log in. */
  private record Stored(Caller user, @Nullable String hash) {}

  private final Jdbi jdbi;
  private final Home home;

  Users(Jdbi jdbi, Home home) {
    this.jdbi = jdbi;
    this.home = home;
  }

  /** The user, if the password is right. */
  public Optional<Caller> login(String username, String password) {
    Optional<Stored> stored = find(username);
    boolean right =
        Passwords.matches(
            password, stored.flatMap(user -> Optional.ofNullable(user.hash())).orElse(NOBODY));
    // The hash of nobody is no secret, so whoever has none must not be let in by its password.
    return right && stored.filter(user -> user.hash() != null).isPresent()
        ? stored.map(Stored::user)
        : Optional.empty();
  }

  /** Makes the first administrator, {@code admin}, with the password from the secrets folder. */
  public void ensureAdministrator() {
    String password = home.secret("admin-password", Home::randomText);
    if (find("admin").isPresent()) {
      return;
    }
    String hash = Passwords.hash(password);
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO registry.app_user (username, name, roles, password_hash)
                    VALUES ('admin', 'Administrator', '{administrator}', :hash)
                    ON CONFLICT DO NOTHING
                    """)
                .bind("hash", hash)
                .execute());
  }

  private Optional<Stored> find(String username) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT organisation_id, roles, password_hash, site_gln FROM registry.app_user
                    WHERE username = :username
                    """)
                .bind("username", username)
                .map(
                    (r, c) -> {
                      UUID organisation = r.getObject(1, UUID.class);
                      return new Stored(
                          new Caller(
                              username,
                              false,
                              organisation == null ? OPERATOR : organisation,
                              Stream.of((String[]) r.getArray(2).getArray())
                                  .map(Role::of)
                                  .collect(Collectors.toUnmodifiableSet()),
                              r.getString(4)),
                          r.getString(3));
                    })
                .findOne());
  }
}
