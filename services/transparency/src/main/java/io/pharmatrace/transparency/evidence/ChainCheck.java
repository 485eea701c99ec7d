package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.chain.Checked;
import io.pharmatrace.transparency.chain.LedgerState;
import io.pharmatrace.transparency.chain.RegistryState;
import io.pharmatrace.transparency.chain.SealedBlock;
import io.pharmatrace.transparency.chain.UnprovenBlock;
import io.pharmatrace.transparency.chain.ValidatorHistory;
import io.pharmatrace.transparency.evidence.Capture.BlockProof;
import io.pharmatrace.transparency.evidence.Findings.Failed;
import io.pharmatrace.transparency.evidence.Report.Check;
import io.pharmatrace.transparency.evidence.TrustedNetwork.Consensus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From what is trusted to what the ledger and the registry hold. */
final class ChainCheck {
  private final Bundle bundle;
  private final Optional<TrustedNetwork> trusted;
  private final KnownHeaders known;
  private final Findings findings;

  ChainCheck(
      Bundle bundle, Optional<TrustedNetwork> trusted, KnownHeaders known, Findings findings) {
    this.bundle = bundle;
    this.trusted = trusted;
    this.known = known;
    this.findings = findings;
  }

  ProvenBundle run() throws Failed {
    checkNetwork();
    Optional<ValidatorHistory> history = validators();
    List<SealedBlock> blocks = new ArrayList<>();
    List<LedgerState> ledgers = new ArrayList<>();
    for (Capture capture : bundle.captures()) {
      SealedBlock block = block(capture.block(), history);
      findings.require(
          blocks.isEmpty() || blocks.getLast().number() < block.number(),
          Check.BLOCK,
          "Block %d does not come after block %d."
              .formatted(block.number(), blocks.isEmpty() ? 0 : blocks.getLast().number()));
      blocks.add(block);
    }
    for (int i = 0; i < blocks.size(); i++) {
      ledgers.add(
          findings.proven(
              Check.CONTRACTS,
              "The ledger in block " + blocks.get(i).number(),
              LedgerState.of(
                  blocks.get(i),
                  bundle.network().ledger(),
                  Bytes.arrays(bundle.captures().get(i).ledger()))));
    }
    RegistryState registry =
        findings.proven(
            Check.CONTRACTS,
            "The registry in block " + blocks.getLast().number(),
            RegistryState.of(
                blocks.getLast(), bundle.network().registry(), Bytes.arrays(bundle.registry())));
    findings.ok(Check.CONTRACTS, "The ledger and the registry of the network are in its state.");
    Members members = new Members(registry, findings);
    members.check(bundle.members());
    CommitmentCheck commitments = new CommitmentCheck(bundle.network(), members, findings);
    for (int i = 0; i < blocks.size(); i++) {
      commitments.check(ledgers.get(i), bundle.captures().get(i).logs());
    }
    return new ProvenBundle(
        members,
        commitments.proven(),
        ledgers.getLast(),
        commitments.isFrozen(),
        registry,
        blocks.getLast());
  }

  private void checkNetwork() throws Failed {
    Bundle.Network claimed = bundle.network();
    String name =
        "chain %d with the ledger at %s and the registry at %s"
            .formatted(claimed.chainId(), claimed.ledger(), claimed.registry());
    if (trusted.isEmpty()) {
      findings.notProven(
          Check.NETWORK,
          "No network file was given: the bundle names "
              + name
              + " itself, which proves nothing. Give the network that you trust.");
      return;
    }
    findings.require(
        trusted.get().network().equals(claimed),
        Check.NETWORK,
        "The bundle is about another network than the trusted one: " + name + ".");
    findings.ok(Check.NETWORK, "The bundle is about the trusted network: " + name + ".");
  }

  private Optional<ValidatorHistory> validators() throws Failed {
    Optional<Consensus> consensus = trusted.flatMap(TrustedNetwork::consensus);
    if (consensus.isEmpty()) {
      findings.require(
          trusted.isEmpty() || bundle.votes().isEmpty(),
          Check.VALIDATORS,
          "There are votes of validators, and the trusted network has none.");
      findings.notProven(
          Check.VALIDATORS,
          trusted.isEmpty()
              ? "Who validates is not known."
              : "The trusted network is a development chain, which has no validators.");
      return Optional.empty();
    }
    ValidatorHistory history =
        findings.proven(
            Check.VALIDATORS, "The votes", known.replay(consensus.get().pinned(), bundle.votes()));
    long gaps = history.changes().stream().filter(change -> !change.unbroken()).count();
    findings.ok(
        Check.VALIDATORS,
        "%d validators at genesis, %d changes since, each decided by the validators before."
                .formatted(consensus.get().validators().size(), history.changes().size())
            + (gaps == 0
                ? ""
                : " Of %d of them not every block between the votes is shown: a vote that was taken back there would go unseen."
                    .formatted(gaps))
            + consensus
                .flatMap(Consensus::checkpoint)
                .map(it -> " From block %d on, those of the checkpoint.".formatted(it.block()))
                .orElse(""));
    return Optional.of(history);
  }

  private boolean isBeforeCheckpoint(SealedBlock block) {
    return trusted
        .flatMap(TrustedNetwork::consensus)
        .flatMap(Consensus::checkpoint)
        .filter(it -> block.number() < it.block())
        .isPresent();
  }

  private SealedBlock block(BlockProof proof, Optional<ValidatorHistory> history) throws Failed {
    Checked<SealedBlock> checked =
        switch (proof) {
          case BlockProof.Sealed(Bytes header) when history.isPresent() ->
              known.check(history.get(), header);
          case BlockProof.Sealed(Bytes header) when trusted.isEmpty() ->
              UnprovenBlock.sealedByItsOwn(header.array());
          case BlockProof.Sealed sealed ->
              throw findings.failed(
                  Check.BLOCK, "A block has seals, and the trusted network has no validators.");
          case BlockProof.Unsealed unsealed when history.isPresent() ->
              throw findings.failed(Check.BLOCK, "A block has no seals of validators.");
          case BlockProof.Unsealed(Bytes header, var hash) ->
              UnprovenBlock.of(header.array(), hash);
        };
    SealedBlock block = findings.proven(Check.BLOCK, "A block", checked);
    String name = "Block %d of %s".formatted(block.number(), Instant.ofEpochSecond(block.time()));
    if (history.isPresent()) {
      findings.ok(
          Check.BLOCK,
          "%s is sealed by %d of its %d validators%s."
              .formatted(
                  name,
                  block.sealers().size(),
                  history.get().at(block.number()).members().size(),
                  isBeforeCheckpoint(block) ? ", before the checkpoint" : ""));
    } else {
      findings.notProven(Check.BLOCK, name + " is whole, but no consensus vouches for it.");
    }
    return block;
  }
}
