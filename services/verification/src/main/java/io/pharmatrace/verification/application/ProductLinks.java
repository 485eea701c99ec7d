package io.pharmatrace.verification.application;

import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.verification.domain.Link;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The links that manufacturers gave to their products. Thread-safe. */
@Singleton
public class ProductLinks {
  private final Jdbi jdbi;

  ProductLinks(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The links of a product, in the manufacturer's order. */
  public List<Link> of(Gtin product) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT type, href, title, media_type, language
                    FROM verification.link WHERE gtin = :gtin ORDER BY position
                    """)
                .bind("gtin", product.digits())
                .map(
                    (r, c) ->
                        new Link(
                            r.getString("type"),
                            r.getString("href"),
                            r.getString("title"),
                            r.getString("media_type"),
                            r.getString("language")))
                .list());
  }

  /** Puts links in the place of all that a product had. */
  public void replace(Gtin product, List<Link> links) {
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate("DELETE FROM verification.link WHERE gtin = :gtin")
              .bind("gtin", product.digits())
              .execute();
          handle
              .createUpdate(
                  """
                  INSERT INTO verification.link (gtin, position, type, href, title, media_type,
                                                 language)
                  SELECT :gtin, l.position, l.type, l.href, l.title, l.media_type, l.language
                  FROM unnest(:types, :hrefs, :titles, :mediaTypes, :languages)
                       WITH ORDINALITY AS l (type, href, title, media_type, language, position)
                  """)
              .bind("gtin", product.digits())
              .bindArray("types", String.class, column(links, Link::type))
              .bindArray("hrefs", String.class, column(links, Link::href))
              .bindArray("titles", String.class, column(links, Link::title))
              .bindArray("mediaTypes", String.class, column(links, Link::mediaType))
              .bindArray("languages", String.class, column(links, Link::language))
              .execute();
        });
  }

  private static List<@Nullable String> column(
      List<Link> links, Function<Link, @Nullable String> field) {
    return links.stream().<@Nullable String>map(field).toList();
  }
}
