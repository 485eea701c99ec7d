package io.pharmatrace.anchoring;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ConsentStatement;
import io.pharmatrace.transparency.SigningDomain;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Consents on the contract ConsentRegistry: what patients signed is brought there, and what stands
 * there, whoever brought it, is known here. Asks the database only. Thread-safe.
 */
public interface ConsentsOnChain {
  /** How far a change is. */
  enum Status {
    /** On its way. */
    PENDING,
    /** The registry has just this, whoever brought it. */
    CONFIRMED,
    /** The registry will never take it: only the patient can sign anew. */
    REFUSED
  }

  /**
   * What became of a change.
   *
   * @param block that has it; null unless it is confirmed
   * @param transaction that brought it, 0x and 64 digits; null unless it is confirmed
   * @param reason why it is refused, or was when last tried: name of the contract's error
   */
  record Change(
      Status status, @Nullable Long block, @Nullable String transaction, @Nullable String reason) {}

  /**
   * What the registry says of a key as of the last block that was followed.
   *
   * @param version how often it has changed, at least 1
   * @param commitment to what is granted; empty when it is revoked
   * @param notAfter until when that counts, in seconds since 1970; 0 when it is revoked
   * @param block of the last change
   */
  record Standing(long version, Optional<Bytes32> commitment, long notAfter, long block) {}

  /**
   * How far the registry was followed.
   *
   * @param block the last that was read
   * @param blockTime when it was made, by its maker's clock
   * @param seen when it was the newest, by ours
   */
  record Head(long block, Instant blockTime, Instant seen) {}

  /** For what patients sign; empty until it is known where the registry is. */
  Optional<SigningDomain> domain(Handle handle);

  /**
   * Takes a change, to be brought once the caller's transaction commits. What is given twice is
   * one.
   *
   * @param signature 65 bytes, for {@link #domain}
   * @return its id
   * @throws IllegalArgumentException when it is not signed so by the key's signer
   * @throws IllegalStateException when it is not known where the registry is
   */
  long bring(Handle handle, ConsentStatement statement, Bytes32 salt, byte[] signature);

  /** What became of these; unknown ids are left out. */
  Map<Long, Change> changes(Handle handle, Collection<Long> ids);

  /** What stands there of a key; empty when it never changed. */
  Optional<Standing> standing(Handle handle, Bytes32 key);

  /** How far it was followed; empty while it is read for the first time, or anew. */
  Optional<Head> head(Handle handle);
}
