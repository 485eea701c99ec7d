package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Address;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Knows where a contract beside the ledger is: as it is configured, or deployed here when this
 * installation founded the network, one that is older than the contract too. Recorded once.
 * Commitments do not depend on it. Thread-safe.
 */
public abstract class ContractLink {
  /**
   * A contract that a network may be older than.
   *
   * @param name of the contract
   * @param column of anchoring.chain that records it
   * @param setting that names its address
   */
  record Contract(String name, String column, String setting) {}

  private final Jdbi jdbi;
  private final Chain chain;
  private final Contract contract;
  private final boolean deploy;
  private final String configured;
  private volatile @Nullable Address address;

  ContractLink(Jdbi jdbi, Chain chain, Contract contract, boolean deploy, String configured) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.contract = contract;
    this.deploy = deploy;
    this.configured = configured;
  }

  /** Deploys it, or finds the one that was deployed from here before. */
  abstract Address deploy(ChainLink.Target target);

  /**
   * Looks whether what is configured is such a contract.
   *
   * @throws ChainException when it is none, or none of our network
   */
  abstract void verify(ChainLink.Target target, Address found);

  /** Whether something waits for it, so that not to know it is a fault. */
  abstract boolean isNeeded(Handle handle);

  /** Where it is, once it was found there; asks neither chain nor database. */
  public final Optional<Address> address() {
    return Optional.ofNullable(address);
  }

  /**
   * Finds or deploys it, and looks whether it is there.
   *
   * @throws ChainException when it is not there, is not what it should be, or is needed and not
   *     known
   */
  public final void check(ChainLink.Target target) {
    Optional<Address> known = jdbi.withHandle(this::recorded);
    if (known.isEmpty()) {
      known = find(target);
      known.ifPresent(found -> jdbi.useHandle(handle -> record(handle, found)));
    } else if (!chain.hasCode(known.get())
        // A development chain that was killed may have lost its last seconds.
        && !(deploy && target.identity().isDevelopment() && deploy(target).equals(known.get()))) {
      address = null;
      throw new ChainException("the chain has no %s at %s".formatted(contract.name(), known.get()));
    }
    address = known.orElse(null);
  }

  private Optional<Address> recorded(Handle handle) {
    return handle
        .createQuery(
            "SELECT %1$s FROM anchoring.chain WHERE %1$s IS NOT NULL".formatted(contract.column()))
        .map((r, c) -> Address.of(r.getBytes(1)))
        .findOne();
  }

  private Optional<Address> find(ChainLink.Target target) {
    if (!configured.isBlank()) {
      Address found = Address.fromHex(configured);
      verify(target, found);
      return Optional.of(found);
    }
    if (deploy) {
      return Optional.of(deploy(target));
    }
    if (jdbi.withHandle(this::isNeeded)) {
      throw new ChainException(
          "what waits needs a %s, and none is known: set %s to its address"
              .formatted(contract.name(), contract.setting()));
    }
    return Optional.empty();
  }

  private void record(Handle handle, Address found) {
    handle
        .createUpdate(
            "UPDATE anchoring.chain SET %1$s = :found WHERE %1$s IS NULL"
                .formatted(contract.column()))
        .bind("found", found.bytes())
        .execute();
  }
}
