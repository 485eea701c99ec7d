package io.pharmatrace.registry.application;

import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Organisation;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Writes of the registry. Each is idempotent: the same call again changes nothing. Those of many
 * join the caller's transaction, take each key once, and give the keys of those that are registered
 * so now; with {@code keep}, what is not given of one that is known stays as it is. Thread-safe.
 */
@Singleton
public class Directory {
  /** Why an organisation cannot be registered. */
  public static final String OTHER_ROLE =
      "The organisation is registered in another role, which never changes.";

  /** Why a site cannot be registered. */
  public static final String FOREIGN_SITE =
      "No such organisation, or the site belongs to another one.";

  /** Why a reader cannot be registered. */
  public static final String NO_SITE = "No such site.";

  /** Why a user cannot be registered. */
  public static final String FOREIGN_USER =
      "No such organisation, or a role or site that it has not, or the user name belongs to another"
          + " one.";

  /**
   * A site to be registered.
   *
   * @param organisation whose it is
   * @param country ISO 3166-1 alpha-2
   */
  public record NewSite(Gln organisation, Gln gln, String name, @Nullable String country) {}

  /** A reader to be registered. */
  public record NewReader(String id, Gln site) {}

  /**
   * A user to be registered. A user has no other role than the organisation: one who were regulator
   * too would get a verdict that ignores custody.
   *
   * @param hash of the password; null for one who cannot log in yet, or keeps the present one
   * @param site where the user works, if at one place
   */
  public record NewUser(
      String username,
      String name,
      Gln organisation,
      Set<Role> roles,
      @Nullable String hash,
      @Nullable Gln site) {}

  private final Jdbi jdbi;

  Directory(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Registers an organisation by its GLN, or brings its record up to date; its id and its role
   * never change.
   */
  public void putOrganisation(Gln gln, String name, Role role, List<String> companyPrefixes) {
    Organisation one = new Organisation(UUID.randomUUID(), gln, name, role, companyPrefixes);
    put(handle -> putOrganisations(handle, List.of(one), false), OTHER_ROLE);
  }

  /** Registers organisations; the id is that of new ones. */
  public Set<String> putOrganisations(
      Handle handle, Collection<Organisation> organisations, boolean keep) {
    return keys(
        handle
            .createQuery(
                """
                INSERT INTO registry.organisation AS o (id, gln, name, role, company_prefixes)
                SELECT n.id, n.gln, n.name, n.role, string_to_array(n.prefixes, ',')
                FROM unnest(:ids, :glns, :names, :roles, :prefixes)
                  AS n (id, gln, name, role, prefixes)
                ORDER BY n.gln
                ON CONFLICT (gln) DO UPDATE
                SET name = excluded.name,
                    company_prefixes =
                      CASE WHEN :keep AND excluded.company_prefixes = '{}' THEN o.company_prefixes
                           ELSE excluded.company_prefixes END
                WHERE o.role = excluded.role
                RETURNING gln
                """)
            .bindArray("ids", UUID.class, Columns.of(organisations, Organisation::id))
            .bindArray("glns", String.class, Columns.of(organisations, o -> o.gln().digits()))
            .bindArray("names", String.class, Columns.of(organisations, Organisation::name))
            .bindArray("roles", String.class, Columns.of(organisations, o -> o.role().text()))
            .bindArray(
                "prefixes",
                String.class,
                Columns.of(organisations, o -> String.join(",", o.companyPrefixes())))
            .bind("keep", keep));
  }

  /**
   * Registers a site of an organisation, or brings its record up to date.
   *
   * @param country ISO 3166-1 alpha-2
   */
  public void putSite(Gln organisation, Gln site, String name, @Nullable String country) {
    NewSite one = new NewSite(organisation, site, name, country);
    put(handle -> putSites(handle, List.of(one), false), FOREIGN_SITE);
  }

  /** Registers sites. */
  public Set<String> putSites(Handle handle, Collection<NewSite> sites, boolean keep) {
    return keys(
        handle
            .createQuery(
                """
                INSERT INTO registry.site AS s (gln, organisation_id, name, country)
                SELECT n.gln, o.id, n.name, n.country
                FROM unnest(:glns, :organisations, :names, :countries)
                  AS n (gln, organisation, name, country)
                JOIN registry.organisation o ON o.gln = n.organisation
                ORDER BY n.gln
                ON CONFLICT (gln) DO UPDATE
                SET name = excluded.name,
                    country = CASE WHEN :keep THEN coalesce(excluded.country, s.country)
                                   ELSE excluded.country END
                WHERE s.organisation_id = excluded.organisation_id
                RETURNING gln
                """)
            .bindArray("glns", String.class, Columns.of(sites, s -> s.gln().digits()))
            .bindArray(
                "organisations", String.class, Columns.of(sites, s -> s.organisation().digits()))
            .bindArray("names", String.class, Columns.of(sites, NewSite::name))
            .bindArray("countries", String.class, Columns.of(sites, NewSite::country))
            .bind("keep", keep));
  }

  /** Registers a reader at a site. */
  public void putReader(String id, Gln site) {
    put(handle -> putReaders(handle, List.of(new NewReader(id, site))), NO_SITE);
  }

  /** Registers readers. */
  public Set<String> putReaders(Handle handle, Collection<NewReader> readers) {
    return keys(
        handle
            .createQuery(
                """
                INSERT INTO registry.reader (id, site_gln)
                SELECT n.id, s.gln
                FROM unnest(:ids, :sites) AS n (id, site) JOIN registry.site s ON s.gln = n.site
                ORDER BY n.id
                ON CONFLICT (id) DO UPDATE SET site_gln = excluded.site_gln
                RETURNING id
                """)
            .bindArray("ids", String.class, Columns.of(readers, NewReader::id))
            .bindArray("sites", String.class, Columns.of(readers, r -> r.site().digits())));
  }

  /**
   * Registers a user of an organisation, or changes name, roles, site and password.
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
    NewUser one = new NewUser(username, name, organisation, roles, Passwords.hash(password), site);
    put(handle -> putUsers(handle, List.of(one), false), FOREIGN_USER);
  }

  /** Registers users. */
  public Set<String> putUsers(Handle handle, Collection<NewUser> users, boolean keep) {
    return keys(
        handle
            .createQuery(
                """
                INSERT INTO registry.app_user AS u
                  (username, name, organisation_id, roles, password_hash, site_gln)
                SELECT n.username, n.name, o.id, string_to_array(n.roles, ','), n.hash, s.gln
                FROM unnest(:usernames, :names, :organisations, :roles, :hashes, :sites)
                  AS n (username, name, organisation, roles, hash, site)
                JOIN registry.organisation o ON o.gln = n.organisation
                LEFT JOIN registry.site s ON s.gln = n.site AND s.organisation_id = o.id
                WHERE string_to_array(n.roles, ',') <@ ARRAY[o.role]
                  AND (n.site IS NULL OR s.gln IS NOT NULL)
                ORDER BY n.username
                ON CONFLICT (username) DO UPDATE
                SET name = excluded.name, roles = excluded.roles,
                    password_hash = coalesce(excluded.password_hash, u.password_hash),
                    site_gln = CASE WHEN :keep THEN coalesce(excluded.site_gln, u.site_gln)
                                    ELSE excluded.site_gln END,
                    moved = CASE
                      WHEN u.roles IS DISTINCT FROM excluded.roles
                        OR (excluded.site_gln IS DISTINCT FROM u.site_gln
                            AND (excluded.site_gln IS NOT NULL OR NOT :keep))
                      THEN now() ELSE u.moved END
                WHERE u.organisation_id = excluded.organisation_id
                RETURNING username
                """)
            .bindArray("usernames", String.class, Columns.of(users, NewUser::username))
            .bindArray("names", String.class, Columns.of(users, NewUser::name))
            .bindArray(
                "organisations", String.class, Columns.of(users, u -> u.organisation().digits()))
            .bindArray("roles", String.class, Columns.of(users, Directory::roles))
            .bindArray("hashes", String.class, Columns.of(users, NewUser::hash))
            .bindArray(
                "sites",
                String.class,
                Columns.of(users, u -> u.site() == null ? null : u.site().digits()))
            .bind("keep", keep));
  }

  private static String roles(NewUser user) {
    return user.roles().stream().map(Role::text).collect(Collectors.joining(","));
  }

  private void put(Function<Handle, Set<String>> write, String otherwise) {
    if (jdbi.inTransaction(write::apply).isEmpty()) {
      throw new ApiException(ErrorCode.CONFLICT, otherwise);
    }
  }

  private static Set<String> keys(Query query) {
    return query.mapTo(String.class).collect(Collectors.toUnmodifiableSet());
  }
}
