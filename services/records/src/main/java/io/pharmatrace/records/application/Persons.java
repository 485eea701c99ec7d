package io.pharmatrace.records.application;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Persons by their random ids; who they are is known elsewhere. Thread-safe. */
@Singleton
public final class Persons {
  /**
   * Puts a person on record.
   *
   * @param custodian the organisation that keeps the records, and in whose log they are
   * @return the person's id, which tells nothing
   */
  public UUID add(Handle transaction, UUID custodian) {
    UUID id = UUID.randomUUID();
    transaction
        .createUpdate("INSERT INTO records.person (id, custodian) VALUES (:id, :custodian)")
        .bind("id", id)
        .bind("custodian", custodian)
        .execute();
    return id;
  }

  /** The custodian, until the transaction ends; empty when there is no such person any more. */
  static Optional<UUID> custodian(Handle transaction, UUID person) {
    return transaction
        .createQuery(
            "SELECT custodian FROM records.person WHERE id = :id AND erased_at IS NULL FOR SHARE")
        .bind("id", person)
        .mapTo(UUID.class)
        .findOne();
  }
}
