package io.pharmatrace.registry;

import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.security.Role;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Organisations, their sites and readers, read by other features. Thread-safe. */
@Singleton
public class Organisations {
  private static final String COLUMNS = "o.id, o.gln, o.name, o.role, o.company_prefixes";
  private final Jdbi jdbi;

  public Organisations(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Every organisation, by name. */
  public List<Organisation> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM registry.organisation o ORDER BY o.name")
                .map(Organisations::map)
                .list());
  }

  /** The organisation, if it is known. */
  public Optional<Organisation> byId(UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM registry.organisation o WHERE id = :id")
                .bind("id", id)
                .map(Organisations::map)
                .findOne());
  }

  /** The organisations among these; unknown ones are left out. */
  public Map<UUID, Organisation> byIds(Handle handle, Collection<UUID> ids) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM registry.organisation o WHERE id = ANY(:ids)")
        .bindArray("ids", UUID.class, List.copyOf(ids))
        .map(Organisations::map)
        .collect(Collectors.toMap(Organisation::id, o -> o));
  }

  /** Which organisation each GLN belongs to, as its party number or as one of its sites. */
  public Map<Gln, UUID> ownersOf(Handle handle, Collection<Gln> glns) {
    return handle
        .createQuery(
            """
            SELECT gln, id FROM registry.organisation WHERE gln = ANY(:glns)
            UNION
            SELECT gln, organisation_id FROM registry.site WHERE gln = ANY(:glns)
            """)
        .bindArray("glns", String.class, glns.stream().map(Gln::digits).toList())
        .map((r, c) -> Map.entry(new Gln(r.getString(1)), r.getObject(2, UUID.class)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The country of each of these sites, ISO 3166-1 alpha-2, as far as it is known. */
  public Map<Gln, String> countries(Handle handle, Collection<Gln> sites) {
    return handle
        .createQuery(
            "SELECT gln, country FROM registry.site WHERE gln = ANY(:glns) AND country IS NOT NULL")
        .bindArray("glns", String.class, sites.stream().map(Gln::digits).toList())
        .map((r, c) -> Map.entry(new Gln(r.getString(1)), r.getString(2)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The readers among these; unknown ones are left out. */
  public Map<String, Reader> readers(Handle handle, Collection<String> ids) {
    return handle
        .createQuery(
            """
            SELECT r.id, r.site_gln, o.id,
                   'active' = ALL (ARRAY[r.standing, s.standing, o.standing]) AS may_act
            FROM registry.reader r
            JOIN registry.site s ON s.gln = r.site_gln
            JOIN registry.organisation o ON o.id = s.organisation_id
            WHERE r.id = ANY(:ids)
            """)
        .bindArray("ids", String.class, List.copyOf(ids))
        .map(
            (r, c) ->
                new Reader(
                    r.getString(1),
                    new Gln(r.getString(2)),
                    r.getObject(3, UUID.class),
                    r.getBoolean("may_act")))
        .collect(Collectors.toMap(Reader::id, reader -> reader));
  }

  private static Organisation map(ResultSet r, StatementContext context) throws SQLException {
    return new Organisation(
        r.getObject("id", UUID.class),
        new Gln(r.getString("gln")),
        r.getString("name"),
        Role.of(r.getString("role")),
        List.of((String[]) r.getArray("company_prefixes").getArray()));
  }
}
