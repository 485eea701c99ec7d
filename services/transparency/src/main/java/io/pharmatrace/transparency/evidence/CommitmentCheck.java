package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.ConsistencyProof;
import io.pharmatrace.transparency.SigningDomain;
import io.pharmatrace.transparency.chain.CapturedHead;
import io.pharmatrace.transparency.chain.LedgerRecord;
import io.pharmatrace.transparency.chain.LedgerState;
import io.pharmatrace.transparency.chain.Signatures;
import io.pharmatrace.transparency.evidence.Capture.Committed;
import io.pharmatrace.transparency.evidence.Findings.Failed;
import io.pharmatrace.transparency.evidence.Report.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the heads of logs to their commitments. */
final class CommitmentCheck {
  /**
   * Which commitment.
   *
   * @param sequence from 1
   */
  record Name(Bytes32 organisation, long sequence) {}

  /**
   * A commitment that is proven.
   *
   * @param content all that was signed
   * @param record of the ledger
   */
  record Proven(Commitment content, LedgerRecord record) {}

  private final SigningDomain domain;
  private final Members members;
  private final Findings findings;
  private final Map<Name, Proven> proven = new HashMap<>();
  private boolean frozen;

  CommitmentCheck(Bundle.Network network, Members members, Findings findings) {
    this.domain = SigningDomain.of(network.chainId(), network.ledger());
    this.members = members;
    this.findings = findings;
  }

  Map<Name, Proven> proven() {
    return Map.copyOf(proven);
  }

  /** Whether a log showed that the ledger was frozen by the last block. */
  boolean isFrozen() {
    return frozen;
  }

  void check(LedgerState ledger, List<Capture.Log> logs) throws Failed {
    Optional<Bytes32> before = Optional.empty();
    for (Capture.Log log : logs) {
      Bytes32 organisation = log.organisation();
      findings.require(
          before.isEmpty() || before.get().compareTo(organisation) < 0,
          Check.COMMITMENTS,
          "The logs are not in ascending order.");
      before = Optional.of(organisation);
      findings.require(
          members.has(organisation),
          Check.MEMBERS,
          "Organisation " + organisation.hex() + " is not shown to be a member.");
      check(ledger, log);
    }
  }

  private void check(LedgerState ledger, Capture.Log log) throws Failed {
    String name = members.nameOf(log.organisation());
    CapturedHead head =
        findings.proven(
            Check.COMMITMENTS,
            name,
            ledger.head(log.organisation(), Bytes.arrays(log.head()), Bytes.arrays(log.last())));
    List<LedgerRecord> records = new ArrayList<>();
    for (Committed committed : log.commitments()) {
      findings.require(
          committed.sequence() >= 1 && committed.logSize() >= 1 && committed.block() >= 1,
          Check.COMMITMENTS,
          name + ": a commitment has no sequence, no leaf or no block.");
      records.add(committed.record());
    }
    findings.proven(Check.COMMITMENTS, name, head.from(log.before(), records));
    findings.ok(
        Check.COMMITMENTS,
        "%s: commitments %d to %d lead to the head that the ledger holds in block %d."
            .formatted(
                name, records.getFirst().sequence(), head.sequence(), head.block().number()));
    if (head.frozen()) {
      frozen = true;
      findings.ok(
          Check.COMMITMENTS,
          "The ledger was frozen by then: what %s committed later is in its successor."
              .formatted(name));
    }
    List<Proven> signed = new ArrayList<>();
    for (Committed committed : log.commitments()) {
      if (committed.signed().isPresent()) {
        signed.add(signed(log.organisation(), committed, committed.signed().get()));
      }
    }
    findings.ok(
        Check.SIGNATURES,
        "%s signed %d of them, with the key that was registered then."
            .formatted(name, signed.size()));
    checkGrowth(name, signed, log.growth());
  }

  private Proven signed(Bytes32 organisation, Committed committed, Capture.Signed signed)
      throws Failed {
    String name = "%s, commitment %d".formatted(members.nameOf(organisation), committed.sequence());
    findings.require(
        !organisation.isZero() && signed.closures().size() <= Commitment.MAX_CLOSURES,
        Check.SIGNATURES,
        name + ": it is none that the ledger takes.");
    Commitment content =
        new Commitment(
            organisation,
            committed.sequence(),
            committed.logSize(),
            committed.logRoot(),
            signed.closures());
    findings.require(
        content.closuresHash().equals(committed.closuresHash()),
        Check.COMMITMENTS,
        name + ": it closed something else.");
    Address signer =
        findings.proven(
            Check.SIGNATURES,
            name,
            Signatures.signer(content.digest(domain), signed.signature().array()));
    findings.require(
        signer.equals(committed.signer())
            && members.signed(organisation, signer, committed.block()),
        Check.SIGNATURES,
        name + ": it is not signed with the key that was registered then.");
    Proven result = new Proven(content, committed.record());
    proven.put(new Name(organisation, committed.sequence()), result);
    return result;
  }

  /** Says no more than one capture shows: another may begin with a log of another content. */
  private static String growthWords(String name, List<Proven> signed) {
    Commitment from = signed.getFirst().content();
    Commitment to = signed.getLast().content();
    return "%s: from commitment %d to %d the log only grew, from %d entries to %d."
        .formatted(name, from.sequence(), to.sequence(), from.logSize(), to.logSize());
  }

  private void checkGrowth(String name, List<Proven> signed, List<ConsistencyProof> growth)
      throws Failed {
    findings.require(
        growth.size() == signed.size() - 1,
        Check.GROWTH,
        name + ": there is not one consistency proof between each two signed commitments.");
    for (int i = 0; i < growth.size(); i++) {
      Commitment from = signed.get(i).content();
      Commitment to = signed.get(i + 1).content();
      ConsistencyProof proof = growth.get(i);
      findings.require(
          proof.firstSize() == from.logSize()
              && proof.secondSize() == to.logSize()
              && proof.verify(from.logRoot(), to.logRoot()),
          Check.GROWTH,
          "%s: the log of %d entries does not continue the one of %d."
              .formatted(name, to.logSize(), from.logSize()));
    }
    if (!growth.isEmpty()) {
      findings.ok(Check.GROWTH, growthWords(name, signed));
    }
  }
}
