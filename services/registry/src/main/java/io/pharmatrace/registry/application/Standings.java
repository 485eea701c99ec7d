package io.pharmatrace.registry.application;

import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.registry.Standing;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;

/** Suspends and retires, with a reason, and keeps every change of it. Thread-safe. */
@Singleton
public class Standings {
  /** What has a standing, with the table and column that it is named in. */
  public enum Kind {
    ORGANISATION("registry.organisation", "gln"),
    SITE("registry.site", "gln"),
    READER("registry.reader", "id"),
    USER("registry.app_user", "username");

    private final String table;
    private final String column;

    Kind(String table, String column) {
      this.table = table;
      this.column = column;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A change of standing.
   *
   * @param by user name of who made it
   */
  public record Change(Standing standing, String reason, String by, OffsetDateTime at) {}

  private final Jdbi jdbi;

  Standings(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Changes a standing; the same again changes nothing.
   *
   * @param name GLN, or name of the reader or user
   * @param by user name of who does it
   * @throws ApiException {@link ErrorCode#NOT_FOUND}; {@link ErrorCode#CONFLICT} when it is retired
   */
  public void change(Kind kind, String name, Standing standing, String reason, String by) {
    jdbi.useTransaction(
        handle -> {
          Standing before =
              handle
                  .createQuery(
                      "SELECT standing FROM %s WHERE %s = :name FOR UPDATE"
                          .formatted(kind.table, kind.column))
                  .bind("name", name)
                  .mapTo(String.class)
                  .findOne()
                  .map(Standing::of)
                  .orElseThrow(
                      () -> new ApiException(ErrorCode.NOT_FOUND, "No such " + kind.text() + "."));
          if (before == standing) {
            return;
          }
          if (before == Standing.RETIRED) {
            throw new ApiException(ErrorCode.CONFLICT, "What is retired stays so.");
          }
          handle
              .createUpdate(
                  "UPDATE %s SET standing = :standing WHERE %s = :name"
                      .formatted(kind.table, kind.column))
              .bind("standing", standing.text())
              .bind("name", name)
              .execute();
          handle
              .createUpdate(
                  """
                  INSERT INTO registry.standing_change (kind, name, standing, reason, changed_by)
                  VALUES (:kind, :name, :standing, :reason, :by)
                  """)
              .bind("kind", kind.text())
              .bind("name", name)
              .bind("standing", standing.text())
              .bind("reason", reason)
              .bind("by", by)
              .execute();
        });
  }

  /** Every change of a standing, the latest first. */
  public List<Change> history(Kind kind, String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT standing, reason, changed_by, changed FROM registry.standing_change
                    WHERE kind = :kind AND name = :name ORDER BY id DESC
                    """)
                .bind("kind", kind.text())
                .bind("name", name)
                .map(
                    (r, c) ->
                        new Change(
                            Standing.of(r.getString(1)),
                            r.getString(2),
                            r.getString(3),
                            r.getObject(4, OffsetDateTime.class)))
                .list());
  }
}
