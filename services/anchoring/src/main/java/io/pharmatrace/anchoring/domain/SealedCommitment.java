package io.pharmatrace.anchoring.domain;

import io.pharmatrace.transparency.Commitment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A commitment as we sealed it.
 *
 * @param organisation in this installation
 * @param content what is signed and recorded
 */
public record SealedCommitment(UUID organisation, Commitment content) {

  /** Its number. */
  public long sequence() {
    return content.sequence();
  }

  /**
   * How a record of the same organisation and sequence differs from this, whoever relayed it; empty
   * when it is the same commitment.
   */
  public Optional<String> differenceFrom(CommittedRecord onChain) {
    List<String> differences = new ArrayList<>();
    if (content.logSize() != onChain.logSize()) {
      differences.add(
          "log size %s, ours %d"
              .formatted(Long.toUnsignedString(onChain.logSize()), content.logSize()));
    }
    if (!content.logRoot().equals(onChain.logRoot())) {
      differences.add("log root %s, ours %s".formatted(onChain.logRoot(), content.logRoot()));
    }
    if (!content.closuresHash().equals(onChain.closuresHash())) {
      differences.add("other closures");
    }
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
  }
}
