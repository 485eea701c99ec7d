package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.ConsistencyProof;
import io.pharmatrace.transparency.chain.LedgerRecord;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger held as of a block.
 *
 * @param block which
 * @param ledger proof of the ledger's account
 * @param logs of organisations, ascending
 */
public record Capture(BlockProof block, List<Bytes> ledger, List<Log> logs) {
  public Capture {
    ledger = List.copyOf(ledger);
    logs = List.copyOf(logs);
  }

  /** A block. */
  public sealed interface BlockProof {
    /**
     * Of a chain with consensus.
     *
     * @param header RLP, with the validators' seals
     */
    record Sealed(Bytes header) implements BlockProof {}

    /**
     * Of a development chain: nobody vouches for it.
     *
     * @param header RLP
     * @param hash of it
     */
    record Unsealed(Bytes header, Bytes32 hash) implements BlockProof {}
  }

  /**
   * An organisation's commitments.
   *
   * @param organisation whose
   * @param head proof of its head
   * @param last proof of what stands beside the head
   * @param before the head before the first of these commitments; zero before its very first
   * @param commitments from the first that is needed to the last on chain, without a gap; the first
   *     and the last are signed
   * @param growth from each that is signed to the next that is: that the log only grew between them
   */
  public record Log(
      Bytes32 organisation,
      List<Bytes> head,
      List<Bytes> last,
      Bytes32 before,
      List<Committed> commitments,
      List<ConsistencyProof> growth) {
    public Log {
      head = List.copyOf(head);
      last = List.copyOf(last);
      commitments = List.copyOf(commitments);
      growth = List.copyOf(growth);
      if (commitments.isEmpty()
          || commitments.getFirst().signed().isEmpty()
          || commitments.getLast().signed().isEmpty()) {
        throw new IllegalArgumentException("the first and the last commitment are signed");
      }
    }
  }

  /**
   * A commitment as the ledger recorded it.
   *
   * @param sequence from 1
   * @param logSize leaves of the log
   * @param logRoot its root
   * @param closuresHash hash of what it closes
   * @param signer whose key signed
   * @param block number of its block
   * @param time of that block, seconds since 1970
   * @param signed all that was signed, for those commitments that something rests on
   */
  public record Committed(
      long sequence,
      long logSize,
      Bytes32 logRoot,
      Bytes32 closuresHash,
      Address signer,
      long block,
      long time,
      Optional<Signed> signed) {
    LedgerRecord record() {
      return new LedgerRecord(sequence, logSize, logRoot, signer, closuresHash, block, time);
    }
  }

  /**
   * What a commitment closes, and who says so.
   *
   * @param closures in their order
   * @param signature 65 bytes {@code r ‖ s ‖ v}
   */
  public record Signed(List<Closure> closures, Bytes signature) {
    public Signed {
      closures = List.copyOf(closures);
    }
  }
}
