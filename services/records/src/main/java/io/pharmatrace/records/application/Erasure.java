package io.pharmatrace.records.application;

import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Erases ciphertext, wrapped keys, salt, facts, and whose it was. What stays says that there was
 * something; the entry in the log means nothing without the salt. Thread-safe.
 */
@Singleton
public final class Erasure {
  private enum Scope {
    RECORD,
    PERSON
  }

  /** Erases a record with all its versions. Whether there was something left to erase. */
  public boolean record(Handle transaction, UUID record) {
    note(transaction, Scope.RECORD, record);
    return RecordRows.lock(transaction, record) && erase(transaction, "id", record) > 0;
  }

  /** Erases all records of a person, and the person's keys. Whether the person was on record. */
  public boolean person(Handle transaction, UUID person) {
    note(transaction, Scope.PERSON, person);
    // Whoever stores for this person has to have finished; nobody begins after it.
    boolean there =
        transaction
                .createUpdate(
                    """
                    UPDATE records.person SET erased_at = clock_timestamp()
                    WHERE id = :id AND erased_at IS NULL
                    """)
                .bind("id", person)
                .execute()
            > 0;
    transaction
        .createQuery(
            """
            SELECT 1 FROM records.record WHERE person = :person AND version = 1
            ORDER BY id FOR UPDATE
            """)
        .bind("person", person)
        .mapTo(Integer.class)
        .list();
    erase(transaction, "person", person);
    transaction
        .createQuery(
            "SELECT 1 FROM records.reader_key WHERE reader = :person AND kind = 'person' FOR UPDATE")
        .bind("person", person)
        .mapTo(Integer.class)
        .list();
    transaction.execute(
        """
        DELETE FROM records.wrapped_key WHERE kid IN (
          SELECT kid FROM records.reader_key WHERE reader = ? AND kind = 'person')
        """,
        person);
    transaction.execute(
        "DELETE FROM records.reader_key WHERE reader = ? AND kind = 'person'", person);
    return there;
  }

  /**
   * Erases again what was erased before, in a database that was restored from an older copy. The
   * list of it has to be there again: a topic that brings it back is not built yet.
   */
  public void again(Handle transaction) {
    transaction
        .createQuery("SELECT scope, subject FROM records.erasure ORDER BY done")
        .map(
            (r, c) ->
                new Again(
                    Scope.valueOf(r.getString("scope").toUpperCase(Locale.ROOT)),
                    r.getObject("subject", UUID.class)))
        .list()
        .forEach(
            each -> {
              switch (each.scope) {
                case RECORD -> record(transaction, each.subject);
                case PERSON -> person(transaction, each.subject);
              }
            });
  }

  private record Again(Scope scope, UUID subject) {}

  /**
   * Erases rows.
   *
   * @param by column, one of ours
   */
  private static int erase(Handle transaction, String by, UUID value) {
    transaction.execute(
        """
        DELETE FROM records.wrapped_key w USING records.record r
        WHERE r.id = w.record AND r.version = w.version AND r.%s = ?
        """
            .formatted(by),
        value);
    return transaction.execute(
        """
        UPDATE records.record SET person = NULL, type = NULL, status = NULL, authored_from = NULL,
          authored_until = NULL, authors = NULL, related = NULL, labels = NULL, jwe = NULL,
          salt = NULL, previous = NULL, erased_at = clock_timestamp()
        WHERE %s = ? AND erased_at IS NULL
        """
            .formatted(by),
        value);
  }

  private static void note(Handle transaction, Scope scope, UUID subject) {
    transaction.execute(
        "INSERT INTO records.erasure (scope, subject) VALUES (?, ?) ON CONFLICT DO NOTHING",
        scope.name().toLowerCase(Locale.ROOT),
        subject);
  }
}
