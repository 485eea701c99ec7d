package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.SerialForm;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Issues random serial numbers, each once for ever, and never one that a pack has already. What is
 * issued is no pack yet. Thread-safe.
 */
@Singleton
public class IssuedSerials {
  /** How many one request may ask for. */
  public static final int MOST = 500_000;

  /** Numbers in one statement. */
  private static final int PORTION = 50_000;

  /**
   * Some numbers that were issued.
   *
   * @param form of each
   * @param existing an upper bound of how many numbers the GTIN had, these included
   */
  public record Issue(long id, Gtin gtin, int count, SerialForm form, long existing) {}

  /** A number and its place in the answer, which grows but may leave gaps. */
  public record Placed(int position, String serial) {}

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** At once in this process: each takes a connection of the pool. */
  private final Semaphore drawing = new Semaphore(2);

  private final SecureRandom random = new SecureRandom();
  private final Transactions transactions;
  private final Jdbi jdbi;
  private final Makers makers;

  IssuedSerials(Transactions transactions, Jdbi jdbi, Makers makers) {
    this.transactions = transactions;
    this.jdbi = jdbi;
    this.makers = makers;
  }

  /**
   * Issues numbers; a repeat is given the same.
   *
   * @param transactionId chosen by the client, 1 to 100 characters
   * @param count from 1 to {@link #MOST}
   * @throws ApiException {@link ErrorCode#NOT_FOUND} when the product is not the organisation's,
   *     {@link ErrorCode#CONFLICT} when the id was used for something else or a day ago, {@link
   *     ErrorCode#TOO_MANY_REQUESTS} while many others are drawn
   */
  public Issue issue(UUID organisation, String transactionId, Gtin gtin, int count) {
    if (!enter()) {
      throw ApiException.tooManyRequests(
          "Many serial numbers are being drawn.", Duration.ofSeconds(5));
    }
    try {
      return transactions.run(handle -> issue(handle, organisation, transactionId, gtin, count));
    } finally {
      drawing.release();
    }
  }

  /** Who waits does so without a connection, which everybody else needs too. */
  private boolean enter() {
    try {
      return drawing.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Issue issue(
      Handle handle, UUID organisation, String transactionId, Gtin gtin, int count) {
    makers.require(handle, organisation, gtin);
    SerialLock.takeExclusive(handle, gtin);
    return insert(handle, organisation, transactionId, gtin, count)
        .orElseGet(() -> before(handle, organisation, transactionId, gtin, count));
  }

  private Optional<Issue> insert(
      Handle handle, UUID organisation, String transactionId, Gtin gtin, int count) {
    long existing = existing(handle, gtin) + count;
    SerialForm form = SerialForm.of(existing);
    // Waits for a request of the same id that is under way.
    Optional<Long> id =
        handle
            .createQuery(
                """
                INSERT INTO custody.serial_issue
                  (organisation_id, transaction_id, gtin, count, length, existing)
                VALUES (:organisation, :transaction, :gtin, :count, :length, :existing)
                ON CONFLICT DO NOTHING RETURNING id
                """)
            .bind("organisation", organisation)
            .bind("transaction", transactionId)
            .bind("gtin", gtin.digits())
            .bind("count", count)
            .bind("length", form.length())
            .bind("existing", existing)
            .mapTo(Long.class)
            .findOne();
    id.ifPresent(issue -> fill(handle, issue, gtin, count, form));
    return id.map(issue -> new Issue(issue, gtin, count, form, existing));
  }

  /**
   * At most so many numbers of the GTIN exist: those issued, and every unit of the installation.
   * Counting the packs would take longer the more there are.
   */
  private static long existing(Handle handle, Gtin gtin) {
    return handle
        .createQuery(
            """
            SELECT (SELECT last_value FROM custody.unit_id)
                   + coalesce((SELECT sum(count) FROM custody.serial_issue WHERE gtin = :gtin), 0)
            """)
        .bind("gtin", gtin.digits())
        .mapTo(Long.class)
        .one();
  }

  private void fill(Handle handle, long issue, Gtin gtin, int count, SerialForm form) {
    int drawn = 0;
    for (int stored = 0; stored < count; ) {
      int portion = Math.min(PORTION, count - stored);
      stored +=
          handle
              .createUpdate(
                  """
                  INSERT INTO custody.issued_serial (gtin, serial, issue_id, position)
                  SELECT :gtin, n.serial, :issue, :drawn + n.place
                  FROM unnest(:serials) WITH ORDINALITY AS n (serial, place)
                  WHERE NOT EXISTS (SELECT FROM custody.unit u
                                    WHERE u.key = :gtin AND u.serial = n.serial)
                  ON CONFLICT (gtin, serial) DO NOTHING
                  """)
              .bind("gtin", gtin.digits())
              .bind("issue", issue)
              .bind("drawn", drawn)
              .bindArray(
                  "serials", String.class, Columns.of(form.draw(portion, random), Serial::value))
              .execute();
      drawn += portion;
    }
  }

  private static Issue before(
      Handle handle, UUID organisation, String transactionId, Gtin gtin, int count) {
    return handle
        .createQuery(
            """
            SELECT id, length, existing FROM custody.serial_issue
            WHERE organisation_id = :organisation AND transaction_id = :transaction
              AND gtin = :gtin AND count = :count AND asked > now() - interval '24 hours'
            """)
        .bind("organisation", organisation)
        .bind("transaction", transactionId)
        .bind("gtin", gtin.digits())
        .bind("count", count)
        .map(
            (r, c) ->
                new Issue(
                    r.getLong("id"),
                    gtin,
                    count,
                    new SerialForm(r.getInt("length")),
                    r.getLong("existing")))
        .findOne()
        .orElseThrow(
            () ->
                new ApiException(
                    ErrorCode.CONFLICT,
                    "The transactionId was used for other serial numbers, or more than 24 hours ago."));
  }

  /**
   * The numbers of an issue, page by page.
   *
   * @param after the position of the last one of the page before, at first 0
   * @param limit how many at the most
   */
  public List<Placed> page(Issue issue, int after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT position, serial FROM custody.issued_serial
                    WHERE issue_id = :issue AND position > :after ORDER BY position LIMIT :limit
                    """)
                .bind("issue", issue.id())
                .bind("after", after)
                .bind("limit", limit)
                .map((r, c) -> new Placed(r.getInt(1), r.getString(2)))
                .list());
  }
}
