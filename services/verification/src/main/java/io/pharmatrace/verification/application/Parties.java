package io.pharmatrace.verification.application;

import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Who is behind a product, and behind a GLN. Thread-safe. */
@Singleton
public class Parties {
  /**
   * A product and who answers for it.
   *
   * @param manufacturer who registered it
   * @param gln party GLN of the manufacturer
   * @param name of the product, with its strength if that is known
   */
  public record Responder(UUID manufacturer, Gln gln, String name) {}

  private final Jdbi jdbi;

  Parties(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Who answers for a product; empty when the product is not registered. */
  public Optional<Responder> responder(Gtin product) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT o.id, o.gln, concat_ws(' ', p.name, p.strength) AS name
                    FROM registry.products p JOIN registry.organisations o ON o.id = p.manufacturer_id
                    WHERE p.gtin = :gtin
                    """)
                .bind("gtin", product.digits())
                .map(
                    (r, c) ->
                        new Responder(
                            r.getObject("id", UUID.class),
                            new Gln(r.getString("gln")),
                            r.getString("name")))
                .findOne());
  }

  /** Which organisation a GLN belongs to, as its party number or as one of its sites. */
  public Optional<UUID> ownerOf(Gln gln) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id FROM registry.organisations WHERE gln = :gln
                    UNION SELECT organisation_id FROM registry.sites WHERE gln = :gln
                    """)
                .bind("gln", gln.digits())
                .mapTo(UUID.class)
                .findOne());
  }

  /**
   * Whether a GLN is one that an organisation may know to be here: the party number of any, which
   * products and recalls name, or one of its own sites.
   */
  public boolean isKnownTo(UUID organisation, Gln gln) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT EXISTS (SELECT FROM registry.organisations WHERE gln = :gln)
                    OR EXISTS (
                      SELECT FROM registry.sites
                      WHERE organisation_id = :organisation AND gln = :gln)
                    """)
                .bind("organisation", organisation)
                .bind("gln", gln.digits())
                .mapTo(Boolean.class)
                .one());
  }

  /** Whether a GLN is that of a site of an organisation. */
  public boolean hasSite(UUID organisation, Gln site) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT EXISTS (
                      SELECT FROM registry.sites
                      WHERE organisation_id = :organisation AND gln = :gln)
                    """)
                .bind("organisation", organisation)
                .bind("gln", site.digits())
                .mapTo(Boolean.class)
                .one());
  }

  /**
   * Whether a GLN is one that a caller may give as its own: that of its organisation, or of a site
   * of it; for who has a site, of no other site.
   *
   * @param site GLN of the caller's site, if it has one
   */
  public boolean speaksFor(UUID organisation, @Nullable String site, Gln gln) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT EXISTS (
                      SELECT FROM registry.organisations WHERE id = :organisation AND gln = :gln)
                    OR EXISTS (
                      SELECT FROM registry.sites
                      WHERE organisation_id = :organisation AND gln = :gln
                        AND (CAST(:site AS text) IS NULL OR gln = :site))
                    """)
                .bind("organisation", organisation)
                .bind("gln", gln.digits())
                .bind("site", site)
                .mapTo(Boolean.class)
                .one());
  }
}
