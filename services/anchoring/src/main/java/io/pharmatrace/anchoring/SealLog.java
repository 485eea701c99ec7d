package io.pharmatrace.anchoring;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.seal.Contents;
import io.pharmatrace.transparency.seal.SealEntry;
import io.pharmatrace.transparency.seal.SealRecords;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Entries that move custody, with the slots that they close (ADR 0018). Thread-safe. */
public interface SealLog {
  /** The organisation's name on chain, drawn when it is first asked for. */
  Bytes32 nameOnChain(Handle transaction, UUID organisation);

  /** The organisation of that name on chain; empty when none here has it. */
  Optional<UUID> organisation(Handle transaction, Bytes32 name);

  /**
   * Whether the logs are known to be complete: after a start of the database they are not until
   * they were compared with journal and chain (docs/adr/0021).
   */
  boolean isComplete(Handle transaction);

  /**
   * Whether they are complete, and nothing of the journal was left out: no log is stopped by it and
   * every page could be read. If not, more may come back after another start.
   */
  boolean isWhole(Handle transaction);

  /**
   * Logs entries, each in the log of the organisation that it names, in the caller's transaction.
   * What they close is closed on chain by the commitment that has them, or a later one, if there
   * are more than a commitment can take.
   *
   * <p>A handover is closed on chain when the receiver's acceptance is confirmed there.
   *
   * @param entries in the order in which they are to be logged; their organisations have been asked
   *     for their names
   * @throws SlotTakenException when one closes a slot that was closed before: nothing may be
   *     committed then
   * @throws LogsIncompleteException for some seconds after a start of the database, until anchoring
   *     has completed the logs: which slots are closed is not known before. Try again then
   */
  void append(Handle transaction, List<SealEntry> entries);

  /**
   * An entry with all that its author knows of it.
   *
   * @throws java.util.NoSuchElementException when there is none with this id
   */
  SealEntry entry(Handle transaction, long id);

  /**
   * The entry with this leaf hash.
   *
   * @throws java.util.NoSuchElementException when there is none
   */
  SealEntry entry(Handle transaction, Bytes32 leaf);

  /**
   * What is in a logistic unit.
   *
   * @param root its contentsRoot
   * @throws java.util.NoSuchElementException when no entry fixed it
   */
  Contents contents(Handle transaction, Bytes32 root);

  /** What these entries are about, by their ids; unknown ids are left out. */
  Map<Long, Bytes32> digests(Handle transaction, Collection<Long> entries);

  /** What is on record, and confirmed on chain, as evidence. */
  SealRecords records(Handle transaction);
}
