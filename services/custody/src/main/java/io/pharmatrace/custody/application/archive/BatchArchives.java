package io.pharmatrace.custody.application.archive;

import io.pharmatrace.custody.BatchRecords;
import io.pharmatrace.custody.application.Transactions;
import io.pharmatrace.custody.application.seals.SealTurn;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.registry.BatchArchive;
import io.pharmatrace.registry.BatchArchive.Archive;
import io.pharmatrace.registry.BatchArchive.Shelved;
import io.pharmatrace.registry.Products.BatchKey;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Lists what is due, gives out archives, and removes what somebody has proved to have
 * (docs/adr/0016). Thread-safe.
 */
@Singleton
public class BatchArchives {
  /** The id of no batch. */
  private static final long NONE = -1;

  private final Jdbi jdbi;
  private final Transactions transactions;
  private final BatchArchive registry;
  private final BatchRecords others;

  BatchArchives(Jdbi jdbi, Transactions transactions, BatchArchive registry, BatchRecords others) {
    this.jdbi = jdbi;
    this.transactions = transactions;
    this.registry = registry;
    this.others = others;
  }

  /**
   * A batch whose time is over.
   *
   * @param due since when
   * @param events that name one of its packs
   * @param bytes of the documents of these events
   * @param obstacles what keeps it from being archived all the same, in words
   */
  public record Due(
      BatchKey batch,
      OffsetDateTime due,
      long packs,
      long events,
      long bytes,
      List<String> obstacles) {
    public Due {
      obstacles = List.copyOf(obstacles);
    }
  }

  /**
   * An archive on its way to who keeps it.
   *
   * @param digest SHA-256 of its lines, 64 hex digits in lower case
   * @param content gzip of the lines; to be closed
   */
  public record Export(String digest, InputStream content) {}

  /**
   * The batches whose time is over, the longest expired first.
   *
   * @param manufacturer whose, or null for everybody's
   * @param only which alone, or null for all
   * @param ready whether only those that nothing keeps from being archived
   * @param limit how many at the most
   */
  public List<Due> due(
      @Nullable UUID manufacturer, @Nullable BatchKey only, boolean ready, int limit) {
    return jdbi.inTransaction(
        handle -> {
          Patience.with(handle);
          @Nullable Long batch =
              only == null ? null : registry.find(handle, only).map(Shelved::id).orElse(NONE);
          try (Stream<Shelf.Row> rows = Shelf.due(handle, manufacturer, batch, now())) {
            return rows.map(row -> due(handle, row))
                .filter(due -> !ready || due.obstacles().isEmpty())
                .limit(limit)
                .toList();
          }
        });
  }

  private Due due(Handle handle, Shelf.Row row) {
    return new Due(
        row.key(),
        row.retention().until(),
        row.packs(),
        row.events(),
        row.bytes(),
        Shelf.obstacles(handle, row.id(), others));
  }

  /**
   * The archive of a batch as of one moment, by way of a temporary file, so that a slow reader
   * keeps no transaction open.
   *
   * @throws ApiException when the batch is unknown, archived or not due
   */
  public Export export(BatchKey batch) {
    Path file = temporary();
    try {
      String digest =
          transactions.run(
              handle -> {
                Patience.with(handle);
                handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                Shelved shelved = registry.find(handle, batch).orElseThrow(BatchArchives::unknown);
                if (shelved.archive() != null) {
                  throw archived(shelved.archive());
                }
                requireDue(handle, shelved.id());
                try (Spool spool = Spool.into(file)) {
                  Scope.look(handle, shelved.id());
                  others.choose(handle);
                  Lines.write(handle, shelved.id(), others, spool);
                  return spool.digest();
                }
              });
      return new Export(digest, Spool.content(file));
    } catch (RuntimeException e) {
      delete(file);
      throw e;
    }
  }

  /**
   * Removes the history of a batch, if what is on record is what the digest says, in one
   * transaction. Asked again, it gives the same answer and changes nothing.
   *
   * @param digest of the archive that the caller has
   * @param by user name of the caller
   * @throws ApiException when the batch is unknown, not due, or the digest is another
   */
  public Archive remove(BatchKey batch, String digest, String by) {
    return transactions.run(
        handle -> {
          Patience.with(handle);
          // Waited for before anything is locked for which captures wait.
          SealTurn.take(handle);
          Shelved shelved = registry.lock(handle, batch).orElseThrow(BatchArchives::unknown);
          if (shelved.archive() != null) {
            return same(shelved.archive(), digest);
          }
          Scope.lock(handle, shelved.id());
          requireDue(handle, shelved.id());
          others.choose(handle);
          try (Spool spool = Spool.nowhere()) {
            Lines.write(handle, shelved.id(), others, spool);
            if (!spool.digest().equals(digest)) {
              throw new ApiException(
                  ErrorCode.ARCHIVE_DIFFERS,
                  "Something was told about the batch since, or the archive is of another one.");
            }
          }
          Removal.apply(handle);
          others.remove(handle);
          registry.mark(handle, shelved.id(), by, digest);
          return registry.find(handle, batch).map(Shelved::archive).orElseThrow();
        });
  }

  private void requireDue(Handle handle, long batch) {
    try (Stream<Shelf.Row> rows = Shelf.due(handle, null, batch, now())) {
      if (rows.findAny().isEmpty()) {
        throw new ApiException(
            ErrorCode.NOT_DUE,
            "History is kept until a year after expiry, five years after release, and a year after"
                + " the latest event.");
      }
    }
    List<String> obstacles = Shelf.obstacles(handle, batch, others);
    if (!obstacles.isEmpty()) {
      throw new ApiException(ErrorCode.NOT_DUE, String.join(" ", obstacles));
    }
  }

  private static Archive same(Archive archive, String digest) {
    if (!archive.digest().equals(digest)) {
      throw archived(archive);
    }
    return archive;
  }

  private static ApiException archived(Archive archive) {
    return new ApiException(
        ErrorCode.CONFLICT,
        "The batch was archived at %s; the digest of its archive is %s."
            .formatted(archive.since(), archive.digest()));
  }

  private static ApiException unknown() {
    return new ApiException(ErrorCode.NOT_FOUND, "No such batch.");
  }

  private static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC);
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("pharmatrace-archive-", ".gz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
