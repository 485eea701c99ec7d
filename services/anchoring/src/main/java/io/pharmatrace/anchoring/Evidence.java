package io.pharmatrace.anchoring;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.evidence.Bytes;
import io.pharmatrace.transparency.evidence.Subject;
import io.pharmatrace.transparency.evidence.TrustedNetwork;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes evidence bundles of what is confirmed on chain (ADR 0020). Asks the node, so it works in a
 * process of the role anchoring only. Thread-safe.
 */
public interface Evidence {
  /** What became of a wish for a bundle. */
  sealed interface Answer {
    /**
     * Here it is; it has been checked as its reader will.
     *
     * @param file see {@link io.pharmatrace.transparency.evidence.Bundle}
     */
    record Made(Bytes file) implements Answer {}

    /**
     * There is none now.
     *
     * @param why in a sentence: what has to happen first
     */
    record NotNow(String why) implements Answer {}

    /**
     * Others are being made.
     *
     * @param again after which time it may be asked for again
     */
    record Busy(Duration again) implements Answer {}
  }

  /**
   * Of an event.
   *
   * @param entry its id
   * @param document the event as it is stored; empty to disclose units only
   * @param epcs which of its units to disclose, canonical Digital Link URIs
   * @throws java.util.NoSuchElementException when there is no such entry, or it names no such unit
   */
  Answer event(long entry, Optional<Subject.Document> document, Collection<String> epcs);

  /**
   * Of a pack: its chain of custody from the batch on, and who has it now. Without the documents of
   * the events behind it.
   *
   * @param madeIn hash of the note in which its batch entry made it
   * @param epc canonical Digital Link URI
   * @param companyPrefix GS1 company prefix under which it was made
   * @param holder who has it, or had it when it ended: as long as the chain shows somebody else,
   *     there is no bundle
   * @throws java.util.NoSuchElementException when the batch did not make it
   */
  Answer custody(Bytes32 madeIn, String epc, String companyPrefix, UUID holder);

  /**
   * The network as this installation knows it, with the newest checkpoint, for auditors to compare;
   * empty without a chain.
   */
  Optional<TrustedNetwork> network();
}
