package io.pharmatrace.registry.application;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.registry.Standing;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * Lists of organisations, sites, readers and users, by their keys, page by page; suspended and
 * retired ones too. Thread-safe.
 */
@Singleton
public class DirectoryLists {
  /**
   * Which ones.
   *
   * @param organisation of this organisation only, or of all
   * @param standing those of this standing only, or all
   * @param after the last key of the page before, or empty
   * @param limit how many at the most
   */
  public record Page(
      @Nullable UUID organisation, @Nullable Standing standing, String after, int limit) {}

  /** An organisation; standing is active, suspended or retired. */
  @Serdeable
  public record ListedOrganisation(
      String gln, String name, String role, List<String> companyPrefixes, String standing) {}

  /** A site; organisation is its GLN, country is ISO 3166-1 alpha-2. */
  @Serdeable
  public record ListedSite(
      String gln, String organisation, String name, @Nullable String country, String standing) {}

  /** A reader; site and organisation are their GLNs. */
  @Serdeable
  public record ListedReader(String id, String site, String organisation, String standing) {}

  /**
   * A user.
   *
   * @param organisation GLN; absent for who runs the installation
   * @param site GLN
   * @param canLogIn whether there is a password
   */
  @Serdeable
  public record ListedUser(
      String username,
      String name,
      @Nullable String organisation,
      List<String> roles,
      @Nullable String site,
      String standing,
      boolean canLogIn) {}

  private final Jdbi jdbi;

  DirectoryLists(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Organisations by GLN. */
  public List<ListedOrganisation> organisations(Page page) {
    return list(
        """
        SELECT o.gln AS key, o.name, o.role, o.company_prefixes, o.standing
        FROM registry.organisation o WHERE (CAST(:organisation AS uuid) IS NULL OR o.id = :organisation)
          AND (CAST(:standing AS text) IS NULL OR o.standing = :standing)
          AND o.gln > :after ORDER BY o.gln LIMIT :limit
        """,
        page,
        (r, c) ->
            new ListedOrganisation(
                r.getString("key"),
                r.getString("name"),
                r.getString("role"),
                texts(r, "company_prefixes").stream().sorted().toList(),
                r.getString("standing")));
  }

  /** Sites by GLN. */
  public List<ListedSite> sites(Page page) {
    return list(
        """
        SELECT s.gln AS key, o.gln AS organisation, s.name, s.country, s.standing
        FROM registry.site s JOIN registry.organisation o ON o.id = s.organisation_id
        WHERE (CAST(:organisation AS uuid) IS NULL OR o.id = :organisation)
          AND (CAST(:standing AS text) IS NULL OR s.standing = :standing)
          AND s.gln > :after ORDER BY s.gln LIMIT :limit
        """,
        page,
        (r, c) ->
            new ListedSite(
                r.getString("key"),
                r.getString("organisation"),
                r.getString("name"),
                r.getString("country"),
                r.getString("standing")));
  }

  /** Readers by name. */
  public List<ListedReader> readers(Page page) {
    return list(
        """
        SELECT r.id AS key, s.gln AS site, o.gln AS organisation, r.standing
        FROM registry.reader r JOIN registry.site s ON s.gln = r.site_gln
        JOIN registry.organisation o ON o.id = s.organisation_id
        WHERE (CAST(:organisation AS uuid) IS NULL OR o.id = :organisation)
          AND (CAST(:standing AS text) IS NULL OR r.standing = :standing)
          AND r.id > :after ORDER BY r.id LIMIT :limit
        """,
        page,
        (r, c) ->
            new ListedReader(
                r.getString("key"),
                r.getString("site"),
                r.getString("organisation"),
                r.getString("standing")));
  }

  /** Users by name. */
  public List<ListedUser> users(Page page) {
    return list(
        """
        SELECT u.username AS key, u.name, o.gln AS organisation, u.roles, u.site_gln, u.standing,
               u.password_hash IS NOT NULL AS can_log_in
        FROM registry.app_user u LEFT JOIN registry.organisation o ON o.id = u.organisation_id
        WHERE (CAST(:organisation AS uuid) IS NULL OR o.id = :organisation)
          AND (CAST(:standing AS text) IS NULL OR u.standing = :standing)
          AND u.username > :after ORDER BY u.username LIMIT :limit
        """,
        page,
        (r, c) ->
            new ListedUser(
                r.getString("key"),
                r.getString("name"),
                r.getString("organisation"),
                texts(r, "roles"),
                r.getString("site_gln"),
                r.getString("standing"),
                r.getBoolean("can_log_in")));
  }

  private <T> List<T> list(String sql, Page page, RowMapper<T> mapper) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind("organisation", page.organisation())
                .bind("standing", page.standing() == null ? null : page.standing().text())
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map(mapper)
                .list());
  }

  private static List<String> texts(ResultSet r, String column) throws SQLException {
    return List.of((String[]) r.getArray(column).getArray());
  }
}
