package io.pharmatrace.records.application;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Keys for which data keys are wrapped, one active for each reader. Thread-safe. */
@Singleton
public final class ReaderKeys {
  private final KeyFolder keys;

  ReaderKeys(KeyFolder keys) {
    this.keys = keys;
  }

  /**
   * The organisation's key; made when it never had one, and never again.
   *
   * @return its name
   */
  public String begin(Handle transaction, UUID organisation) {
    return active(transaction, organisation)
        .map(P256Key::kid)
        .orElseGet(() -> add(transaction, organisation, "organisation", keys.make()));
  }

  /**
   * Makes a new key for an organisation. The old one opens what was wrapped for it until {@link
   * Rewrapping} is done with it.
   *
   * @return name of the new one
   */
  public String rotate(Handle transaction, UUID organisation) {
    retire(transaction, organisation);
    return add(transaction, organisation, "organisation", keys.make());
  }

  /**
   * Takes a person's public key, in place of the one before. The private half never comes here.
   *
   * @param jwk of an EC public key on P-256
   * @return its name
   * @throws IllegalArgumentException when it is none, is on record already, or the person is not
   */
  public String ofPerson(Handle transaction, UUID person, String jwk) {
    P256Key key = P256Key.read(jwk);
    if (Persons.custodian(transaction, person).isEmpty()) {
      throw new IllegalArgumentException("no such person is on record");
    }
    retire(transaction, person);
    return add(transaction, person, "person", key);
  }

  /** The key to wrap for, which nobody retires before the transaction ends. */
  static Optional<P256Key> active(Handle transaction, UUID reader) {
    return InForce.hold(
            transaction,
            "SELECT jwk FROM records.reader_key WHERE reader = :owner AND retired IS NULL",
            reader)
        .flatMap(P256Key::parse);
  }

  private static void retire(Handle transaction, UUID reader) {
    transaction
        .createUpdate(
            """
            UPDATE records.reader_key SET retired = clock_timestamp()
            WHERE reader = :reader AND retired IS NULL
            """)
        .bind("reader", reader)
        .execute();
  }

  private static String add(Handle transaction, UUID reader, String kind, P256Key key) {
    int added =
        transaction
            .createUpdate(
                """
                INSERT INTO records.reader_key (kid, reader, kind, jwk)
                VALUES (:kid, :reader, :kind, :jwk) ON CONFLICT (kid) DO NOTHING
                """)
            .bind("kid", key.kid())
            .bind("reader", reader)
            .bind("kind", kind)
            .bind("jwk", key.jwk())
            .execute();
    if (added == 0) {
      throw new IllegalArgumentException("this key is on record already: make a new one");
    }
    return key.kid();
  }
}
