package io.pharmatrace.custody.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.kafka.Topics;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.Outbox;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What could not be used: kept with its original, published, and listed. Thread-safe. */
@Singleton
public class Rejections {
  /** Longer originals are cut in the message; the whole is in the list. */
  private static final int MAX_IN_MESSAGE = 100_000;

  /** Bytes of an original that the list shows. */
  private static final int MAX_IN_LIST = 4_000;

  /** Where a rejected thing came from. */
  public enum Source {
    SCAN("scan"),
    CAPTURE("capture");

    private final String text;

    Source(String text) {
      this.text = text;
    }
  }

  /**
   * A thing that could not be used.
   *
   * @param organisation whose it is, if that could be told
   * @param source where it came from
   * @param refusal why
   * @param original as it came, UTF-8
   */
  record NewRejection(
      @Nullable UUID organisation, Source source, Refusal refusal, String original) {}

  /**
   * A rejection as it is listed and published.
   *
   * @param reason stable code
   * @param detail a sentence for people
   * @param original as it came, or its beginning
   * @param originalBytes length of the whole original
   */
  @Serdeable
  public record Rejection(
      long id,
      String source,
      String reason,
      String detail,
      String original,
      long originalBytes,
      OffsetDateTime received) {
    Rejection shortened() {
      return original.length() <= MAX_IN_MESSAGE
          ? this
          : new Rejection(
              id,
              source,
              reason,
              detail,
              original.substring(0, MAX_IN_MESSAGE),
              originalBytes,
              received);
    }
  }

  private final Jdbi jdbi;
  private final Outbox outbox;
  private final Json json;

  Rejections(Jdbi jdbi, Outbox outbox, Json json) {
    this.jdbi = jdbi;
    this.outbox = outbox;
    this.json = json;
  }

  /** Keeps and publishes rejections in the caller's transaction. */
  void add(Handle handle, List<NewRejection> rejections) {
    for (NewRejection rejection : rejections) {
      Rejection stored =
          handle
              .createQuery(
                  """
                  INSERT INTO custody.rejection (organisation_id, source, reason, detail, original)
                  VALUES (:organisation, :source, :reason, :detail, :original)
                  RETURNING id, source, reason, detail, original,
                    octet_length(original) AS bytes, received
                  """)
              .bind("organisation", rejection.organisation())
              .bind("source", rejection.source().text)
              .bind("reason", rejection.refusal().reason().code())
              .bind("detail", rejection.refusal().detail().replace("\0", "\\0"))
              .bind("original", rejection.original().getBytes(UTF_8))
              .map((r, c) -> map(r))
              .one();
      outbox.append(
          handle,
          List.of(new Outbox.Message(Topics.SCANS_REJECTED, "", json.write(stored.shortened()))));
    }
  }

  /**
   * The latest rejections, newest first.
   *
   * @param organisation whose; null for all, also those that belong to nobody known
   * @param before list only those with a smaller id; for paging
   * @param limit how many at the most
   */
  public List<Rejection> list(@Nullable UUID organisation, long before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, source, reason, detail, substring(original FOR :shown) AS original,
                      octet_length(original) AS bytes, received
                    FROM custody.rejection
                    WHERE id < :before
                      AND (CAST(:organisation AS uuid) IS NULL OR organisation_id = :organisation)
                    ORDER BY id DESC LIMIT :limit
                    """)
                .bind("shown", MAX_IN_LIST)
                .bind("before", before)
                .bind("organisation", organisation)
                .bind("limit", limit)
                .map((r, c) -> map(r))
                .list());
  }

  /**
   * The whole original of a rejection.
   *
   * @param organisation whose; null for any
   */
  public Optional<byte[]> original(@Nullable UUID organisation, long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT original FROM custody.rejection
                    WHERE id = :id
                      AND (CAST(:organisation AS uuid) IS NULL OR organisation_id = :organisation)
                    """)
                .bind("id", id)
                .bind("organisation", organisation)
                .map((r, c) -> r.getBytes(1))
                .findOne());
  }

  private static Rejection map(ResultSet r) throws SQLException {
    return new Rejection(
        r.getLong("id"),
        r.getString("source"),
        r.getString("reason"),
        r.getString("detail"),
        new String(r.getBytes("original"), UTF_8),
        r.getLong("bytes"),
        r.getObject("received", OffsetDateTime.class));
  }
}
