package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.chain.LedgerState;
import io.pharmatrace.transparency.chain.RegistryState;
import io.pharmatrace.transparency.chain.SealedBlock;
import io.pharmatrace.transparency.evidence.CommitmentCheck.Name;
import io.pharmatrace.transparency.evidence.CommitmentCheck.Proven;
import io.pharmatrace.transparency.evidence.Findings.Failed;
import io.pharmatrace.transparency.evidence.Report.Check;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the chain's part of a bundle has proven. For one thread. */
final class ProvenBundle {
  private final Members members;
  private final Map<Name, Proven> commitments;
  private final LedgerState ledger;
  private final boolean frozen;
  private final RegistryState registry;
  private final SealedBlock present;
  private final SortedSet<Bytes32> used = new TreeSet<>();

  ProvenBundle(
      Members members,
      Map<Name, Proven> commitments,
      LedgerState ledger,
      boolean frozen,
      RegistryState registry,
      SealedBlock present) {
    this.members = members;
    this.commitments = commitments;
    this.ledger = ledger;
    this.frozen = frozen;
    this.registry = registry;
    this.present = present;
  }

  /** A commitment with all that was signed. */
  Optional<Proven> commitment(Bytes32 organisation, long sequence) {
    used.add(organisation);
    return Optional.ofNullable(commitments.get(new Name(organisation, sequence)));
  }

  String nameOf(Bytes32 organisation) {
    return members.nameOf(organisation);
  }

  /** As of the last capture. */
  LedgerState ledger() {
    return ledger;
  }

  /** Whether a log showed that the ledger had ended, so that another one tells what came then. */
  boolean isFrozen() {
    return frozen;
  }

  /** As of the last capture. */
  RegistryState registry() {
    return registry;
  }

  /** The block of the last capture. */
  SealedBlock present() {
    return present;
  }

  /** What nothing rests on has no place in a bundle. */
  void requireUsed(Findings findings) throws Failed {
    findings.require(
        used.equals(members.organisations()),
        Check.MEMBERS,
        "There is an organisation in the bundle that it is not about.");
  }
}
