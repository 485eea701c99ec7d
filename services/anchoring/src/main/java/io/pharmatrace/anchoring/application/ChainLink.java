package io.pharmatrace.anchoring.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.anchoring.domain.Block;
import io.pharmatrace.anchoring.domain.ChainIdentity;
import io.pharmatrace.anchoring.domain.DeployedContracts;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.SigningDomain;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Ties this installation to one chain. What it is tied to is recorded once; a node that shows
 * another chain is refused, because going on there would fork every log. Nothing is anchored unless
 * {@link #check} found the right chain and the logs are complete. Thread-safe.
 */
@Singleton
public final class ChainLink {
  /**
   * The chain in use.
   *
   * @param identity as the node shows it
   * @param contracts ours
   * @param successor the ledger that goes on from ours, when governors have frozen ours
   */
  public record Target(
      ChainIdentity identity, DeployedContracts contracts, Optional<Address> successor) {
    /** What commitments are signed for. */
    public SigningDomain domain() {
      return SigningDomain.of(identity.chainId(), contracts.ledger());
    }
  }

  private static final String NOT_YET = "the chain has not been looked at yet";

  /**
   * The chain that this installation belongs to, whether it can be seen now or not.
   *
   * @param chainId EIP-155
   * @param genesis hash that identifies it, see {@link ChainIdentity}
   * @param contracts ours
   */
  public record Recorded(long chainId, Bytes32 genesis, DeployedContracts contracts) {}

  private final Jdbi jdbi;
  private final Chain chain;
  private final Contracts contracts;
  private final Keys keys;
  private final Completion completion;
  private final Reconciliation reconciliation;
  private final boolean deploy;
  private final String ledger;
  private final int governors;
  private final int threshold;
  private volatile @Nullable Target target;
  private volatile String fault = NOT_YET;

  ChainLink(
      Jdbi jdbi,
      Chain chain,
      Contracts contracts,
      Keys keys,
      Completion completion,
      Reconciliation reconciliation,
      @Value("${pharmatrace.chain.deploy:false}") boolean deploy,
      @Value("${pharmatrace.chain.ledger:}") String ledger,
      @Value("${pharmatrace.chain.governors:3}") int governors,
      @Value("${pharmatrace.chain.threshold:2}") int threshold) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.contracts = contracts;
    this.keys = keys;
    this.completion = completion;
    this.reconciliation = reconciliation;
    this.deploy = deploy;
    this.ledger = ledger;
    this.governors = governors;
    this.threshold = threshold;
  }

  /**
   * The chain in use.
   *
   * @throws ChainException while there is none, with the reason
   */
  public Target target() {
    Target found = target;
    if (found == null) {
      throw new ChainException(fault);
    }
    return found;
  }

  /** The chain in use, if there is one. */
  public Optional<Target> ready() {
    return Optional.ofNullable(target);
  }

  /** Whether the chain was looked at; before that, being without one is no fault. */
  public boolean looked() {
    return target != null || !fault.equals(NOT_YET);
  }

  /** Why there is no chain in use; empty when there is one. */
  public Optional<String> fault() {
    return target == null ? Optional.of(fault) : Optional.empty();
  }

  /**
   * Looks at the chain behind the URL, sets it up when it is the first, and compares it with the
   * recorded one. To be repeated: the node may be exchanged while we run.
   *
   * @throws ChainException when it cannot be reached or is not the recorded one
   * @throws JournalException when the logs must be completed and the journal cannot be read
   * @throws SignerException when it is to be set up and a key for that cannot be used
   */
  public void check() {
    try {
      ChainIdentity identity = chain.identity();
      Recorded recorded = recorded().orElseGet(() -> setUp(identity));
      if (!identity.isSameChainAs(recorded.chainId, recorded.genesis)) {
        throw new ChainException(
            ("wrong chain: this installation belongs to chain %d with genesis %s, the node shows chain"
                    + " %d with genesis %s")
                .formatted(
                    recorded.chainId,
                    recorded.genesis,
                    identity.chainId(),
                    identity.genesisHash()));
      }
      ensureCode(identity, recorded.contracts);
      Target found =
          new Target(identity, recorded.contracts, chain.successor(recorded.contracts.ledger()));
      if (!completion.isDone()) {
        completion.run(found);
      } else if (!found.equals(target)) {
        reconciliation.run(found.contracts().ledger(), "");
      }
      target = found;
    } catch (ChainException | JournalException | SignerException e) {
      fault = String.valueOf(e.getMessage());
      target = null;
      throw e;
    }
  }

  private void ensureCode(ChainIdentity identity, DeployedContracts expected) {
    if (chain.hasCode(expected.ledger())) {
      return;
    }
    // A development chain that was killed may have lost its last seconds, the deployment included.
    if (!(deploy && identity.isDevelopment() && deploy().equals(expected))) {
      throw new ChainException("the chain has no contract at " + expected.ledger());
    }
  }

  /** The chain that this installation belongs to; empty before the first was seen. */
  public Optional<Recorded> recorded() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT chain_id, genesis_hash, governors, registry, ledger FROM anchoring.chain")
                .map(
                    (r, c) ->
                        new Recorded(
                            r.getLong("chain_id"),
                            Bytea.get(r, "genesis_hash"),
                            new DeployedContracts(
                                Address.of(r.getBytes("governors")),
                                Address.of(r.getBytes("registry")),
                                Address.of(r.getBytes("ledger")))))
                .findOne());
  }

  /** Accounts that have sent transactions for this installation, wherever their keys are. */
  public List<Address> relays() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT address FROM anchoring.relay ORDER BY address")
                .map((r, c) -> Address.of(r.getBytes(1)))
                .list());
  }

  private Recorded setUp(ChainIdentity identity) {
    // Nothing can be recorded for us before now, so following starts here.
    long newest = chain.newestBlock();
    Block start =
        chain
            .block(newest)
            .orElseThrow(
                () -> new ChainException("block %d is not readable yet".formatted(newest)));
    DeployedContracts ours;
    if (!ledger.isBlank()) {
      ours = contracts.find(Address.fromHex(ledger));
    } else if (deploy) {
      ours = deploy();
    } else {
      throw new ChainException(
          "no contracts are known: set pharmatrace.chain.ledger to the address of the CustodyLedger,"
              + " or pharmatrace.chain.deploy=true to found a new network");
    }
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO anchoring.chain
                      (chain_id, genesis_hash, governors, registry, ledger, followed, followed_hash)
                    VALUES (:chainId, :genesis, :governors, :registry, :ledger, :number, :hash)
                    ON CONFLICT DO NOTHING
                    """)
                .bind("chainId", identity.chainId())
                .bind("genesis", identity.genesisHash().bytes())
                .bind("governors", ours.governors().bytes())
                .bind("registry", ours.registry().bytes())
                .bind("ledger", ours.ledger().bytes())
                .bind("number", start.number())
                .bind("hash", start.hash().bytes())
                .execute());
    return recorded().orElseThrow();
  }

  private DeployedContracts deploy() {
    List<Address> accounts = keys.governors(governors).stream().map(Signer::address).toList();
    return contracts.deploy(keys.relay(), accounts, threshold);
  }
}
