package io.pharmatrace.anchoring.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.anchoring.EntryLog;
import io.pharmatrace.anchoring.NewEntry;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.Json;
import io.pharmatrace.registry.Recall;
import io.pharmatrace.registry.Recalls;
import io.pharmatrace.transparency.ContentDigest;
import io.pharmatrace.transparency.EntryType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Takes up recalls from the registry, those from before there was a board too: each becomes an
 * entry in the log of the organisation that declared it, and is to be brought onto the board. Both
 * in one transaction; the registry's row is what makes sure that none is missed.
 */
@Singleton
public final class RecallIntake {
  private static final int BATCH = 100;

  private static final String NEW =
      "FROM registry.recalls r WHERE NOT EXISTS (SELECT FROM anchoring.recall t WHERE t.id = r.id)";

  /** What is logged; its canonical form (JCS) is the entry's document. */
  @Serdeable
  record Document(
      String gtin, @Nullable String batch, @Nullable String country, String since, String reason) {
    static Document of(Recall recall) {
      @Nullable Lot lot = recall.scope().lot();
      return new Document(
          recall.scope().gtin().digits(),
          lot == null ? null : lot.value(),
          recall.scope().country(),
          recall.since().toInstant().toString(),
          recall.reason());
    }
  }

  private final Jdbi jdbi;
  private final Recalls recalls;
  private final EntryLog log;
  private final Json json;

  RecallIntake(Jdbi jdbi, Recalls recalls, EntryLog log, Json json) {
    this.jdbi = jdbi;
    this.recalls = recalls;
    this.log = log;
    this.json = json;
  }

  /** Takes up what is new; of several processes one does. */
  public void run() {
    boolean any =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT EXISTS (SELECT " + NEW + ")")
                    .mapTo(Boolean.class)
                    .one());
    if (any) {
      List<Long> left = jdbi.inTransaction(this::takeUp);
      if (!left.isEmpty()) {
        throw new IllegalStateException(
            "recalls %s were declared for no organisation".formatted(left));
      }
    }
  }

  /** Returns those of which nobody knows in whose name they are. */
  private List<Long> takeUp(Handle handle) {
    handle.execute("LOCK TABLE anchoring.recall IN SHARE ROW EXCLUSIVE MODE");
    List<Long> fresh =
        handle
            .createQuery("SELECT r.id " + NEW + " ORDER BY r.id LIMIT :batch")
            .bind("batch", BATCH)
            .mapTo(Long.class)
            .list();
    List<Long> left = new ArrayList<>(fresh);
    for (Recalls.Declaration declaration : recalls.declarations(handle, fresh)) {
      Recall recall = declaration.recall();
      takeUp(handle, recall.id(), declaration.organisation(), document(recall));
      left.remove(recall.id());
    }
    return left;
  }

  private void takeUp(Handle handle, long recall, UUID organisation, byte[] document) {
    long entry =
        log.append(
                handle,
                organisation,
                List.of(
                    new NewEntry(EntryType.RECALL, ContentDigest.ofDocument(document), List.of())))
            .getFirst();
    handle
        .createUpdate(
            """
            INSERT INTO anchoring.recall (id, organisation, document, entry_id)
            VALUES (:id, :organisation, :document, :entry)
            """)
        .bind("id", recall)
        .bind("organisation", organisation)
        .bind("document", document)
        .bind("entry", entry)
        .execute();
  }

  private byte[] document(Recall recall) {
    try {
      return new JsonCanonicalizer(json.write(Document.of(recall)))
          .getEncodedString()
          .getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("our own JSON cannot be read", e);
    }
  }
}
