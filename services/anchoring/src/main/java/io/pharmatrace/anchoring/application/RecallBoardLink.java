package io.pharmatrace.anchoring.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.transparency.Address;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Knows where the contract RecallBoard is: as it is configured, or deployed here when this
 * installation founded the network, one that is older than the contract too. Recorded once.
 * Commitments do not depend on it. Thread-safe.
 */
@Singleton
public final class RecallBoardLink {
  private final Jdbi jdbi;
  private final Chain chain;
  private final Contracts contracts;
  private final Keys keys;
  private final boolean deploy;
  private final String configured;
  private volatile @Nullable Address address;

  RecallBoardLink(
      Jdbi jdbi,
      Chain chain,
      Contracts contracts,
      Keys keys,
      @Value("${pharmatrace.chain.deploy:false}") boolean deploy,
      @Value("${pharmatrace.chain.recall-board:}") String configured) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.contracts = contracts;
    this.keys = keys;
    this.deploy = deploy;
    this.configured = configured;
  }

  /** Where it is, once it was found there; asks neither chain nor database. */
  public Optional<Address> address() {
    return Optional.ofNullable(address);
  }

  /**
   * Finds or deploys it, and looks whether it is there.
   *
   * @throws ChainException when it is not there, does not rely on our registry, or is needed and
   *     not known
   */
  public void check(ChainLink.Target target) {
    Optional<Address> known = jdbi.withHandle(RecallBoardLink::recorded);
    if (known.isEmpty()) {
      known = find(target);
      known.ifPresent(found -> jdbi.useHandle(handle -> record(handle, found)));
    } else if (!chain.hasCode(known.get())
        // A development chain that was killed may have lost its last seconds.
        && !(deploy && target.identity().isDevelopment() && deploy(target).equals(known.get()))) {
      address = null;
      throw new ChainException("the chain has no RecallBoard at " + known.get());
    }
    address = known.orElse(null);
  }

  private static Optional<Address> recorded(Handle handle) {
    return handle
        .createQuery("SELECT recall_board FROM anchoring.chain WHERE recall_board IS NOT NULL")
        .map((r, c) -> Address.of(r.getBytes(1)))
        .findOne();
  }

  private Optional<Address> find(ChainLink.Target target) {
    if (!configured.isBlank()) {
      Address address = Address.fromHex(configured);
      if (!contracts.registryOf(address).equals(target.contracts().registry())) {
        throw new ChainException(
            "the RecallBoard at %s relies on another OrganisationRegistry".formatted(address));
      }
      return Optional.of(address);
    }
    if (deploy) {
      return Optional.of(deploy(target));
    }
    if (jdbi.withHandle(RecallBoardLink::anyRecall)) {
      throw new ChainException(
          "recalls wait, and no RecallBoard is known: set pharmatrace.chain.recall-board to its"
              + " address");
    }
    return Optional.empty();
  }

  private Address deploy(ChainLink.Target target) {
    return contracts.deployRecallBoard(keys.recallBoardDeployer(), target.contracts().registry());
  }

  private static boolean anyRecall(Handle handle) {
    return handle
        .createQuery("SELECT EXISTS (SELECT FROM anchoring.recall)")
        .mapTo(Boolean.class)
        .one();
  }

  private static void record(Handle handle, Address board) {
    handle
        .createUpdate("UPDATE anchoring.chain SET recall_board = :board WHERE recall_board IS NULL")
        .bind("board", board.bytes())
        .execute();
  }
}
