package io.pharmatrace.registry.application;

import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Organisation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Writes of the registry. Each is idempotent: the same call again changes nothing. Thread-safe. */
@Singleton
public class Directory {
  private final Jdbi jdbi;

  Directory(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Registers an organisation by its GLN, or brings its record up to date; its id and its role
   * never change.
   */
  public void putOrganisation(Gln gln, String name, Role role, List<String> companyPrefixes) {
    Organisation organisation =
        new Organisation(UUID.randomUUID(), gln, name, role, companyPrefixes);
    int rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                    INSERT INTO registry.organisation (id, gln, name, role, company_prefixes)
                    VALUES (:id, :gln, :name, :role, :prefixes)
                    ON CONFLICT (gln) DO UPDATE
                    SET name = excluded.name, company_prefixes = excluded.company_prefixes
                    WHERE organisation.role = excluded.role
                    """)
                    .bind("id", organisation.id())
                    .bind("gln", gln.digits())
                    .bind("name", name)
                    .bind("role", role.text())
                    .bindArray("prefixes", String.class, companyPrefixes)
                    .execute());
    requireOne(rows, "The organisation is registered in another role, which never changes.");
  }

  /**
   * Registers a site of an organisation, or brings its record up to date.
   *
   * @param country ISO 3166-1 alpha-2
   */
  public void putSite(Gln organisation, Gln site, String name, @Nullable String country) {
    int rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO registry.site (gln, organisation_id, name, country)
                        SELECT :site, id, :name, :country FROM registry.organisation
                        WHERE gln = :gln
                        ON CONFLICT (gln) DO UPDATE
                        SET name = excluded.name, country = excluded.country
                        WHERE site.organisation_id = excluded.organisation_id
                        """)
                    .bind("site", site.digits())
                    .bind("gln", organisation.digits())
                    .bind("name", name)
                    .bind("country", country)
                    .execute());
    requireOne(rows, "No such organisation, or the site belongs to another one.");
  }

  /** Registers a reader at a site. */
  public void putReader(String id, Gln site) {
    int rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO registry.reader (id, site_gln)
                        SELECT :id, gln FROM registry.site WHERE gln = :site
                        ON CONFLICT (id) DO UPDATE SET site_gln = excluded.site_gln
                        """)
                    .bind("id", id)
                    .bind("site", site.digits())
                    .execute());
    requireOne(rows, "No such site.");
  }

  /**
   * Registers a user of an organisation, or changes name, roles and password. A user has no other
   * role than the organisation: one who were regulator too would get a verdict that ignores
   * custody.
   *
   * @param site where the user works, if at one place
   */
  public void putUser(
      String username,
      String name,
      Gln organisation,
      Set<Role> roles,
      String password,
      @Nullable Gln site) {
    String hash = Passwords.hash(password);
    int rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO registry.app_user
                          (username, name, organisation_id, roles, password_hash, site_gln)
                        SELECT :username, :name, o.id, :roles, :hash, :site
                        FROM registry.organisation o
                        WHERE o.gln = :gln AND CAST(:roles AS text[]) <@ ARRAY[o.role]
                          AND (CAST(:site AS text) IS NULL
                               OR EXISTS (SELECT FROM registry.site s
                                          WHERE s.gln = :site AND s.organisation_id = o.id))
                        ON CONFLICT (username) DO UPDATE
                        SET name = excluded.name, roles = excluded.roles,
                            password_hash = excluded.password_hash, site_gln = excluded.site_gln
                        WHERE app_user.organisation_id = excluded.organisation_id
                        """)
                    .bind("username", username)
                    .bind("name", name)
                    .bind("gln", organisation.digits())
                    .bindArray("roles", String.class, roles.stream().map(Role::text).toList())
                    .bind("hash", hash)
                    .bind("site", site == null ? null : site.digits())
                    .execute());
    requireOne(
        rows,
        "No such organisation, or a role or site that it has not, or the user name belongs to another one.");
  }

  private static void requireOne(int rows, String otherwise) {
    if (rows != 1) {
      throw new ApiException(ErrorCode.CONFLICT, otherwise);
    }
  }
}
