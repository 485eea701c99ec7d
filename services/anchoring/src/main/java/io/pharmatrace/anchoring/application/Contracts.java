package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.DeployedContracts;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Setting up the chain and admitting organisations; throws {@link ChainException}. Thread-safe. */
public interface Contracts {
  /**
   * What the governors admit.
   *
   * @param organisation its 32 bytes on chain
   * @param identityDigest of its identity document
   * @param roles bit mask as in OrganisationRegistry
   * @param key with which it will sign
   * @param prefixDigests salted digests of its company prefixes
   */
  record Admittance(
      Bytes32 organisation,
      Bytes32 identityDigest,
      int roles,
      Address key,
      List<Bytes32> prefixDigests) {
    public Admittance {
      prefixDigests = List.copyOf(prefixDigests);
    }
  }

  /**
   * Deploys the contracts from an account, or finds those that it deployed before: the first three
   * transactions of the deployer are these, so a crash in between is mended by doing it again.
   *
   * @param governors accounts that govern
   * @param threshold how many of them must approve
   */
  DeployedContracts deploy(Signer deployer, List<Address> governors, int threshold);

  /** Deploys RecallBoard beside a registry, or finds the one that the deployer made before. */
  Address deployRecallBoard(Signer deployer, Address registry);

  /** The registry that a RecallBoard relies on. */
  Address registryOf(Address recallBoard);

  /** Deploys ConsentRegistry, or finds the one that the deployer made before. */
  Address deployConsentRegistry(Signer deployer);

  /** Whether the contract at this address answers as ConsentRegistry does. */
  boolean isConsentRegistry(Address address);

  /** Finds the contracts that belong to a ledger which somebody else deployed. */
  DeployedContracts find(Address ledger);

  /** The keys that the chain has for these organisations; those it does not know are left out. */
  Map<Bytes32, Address> keys(DeployedContracts contracts, Collection<Bytes32> organisations);

  /**
   * Gives the approval of each of these governors to each admittance where it is missing, and waits
   * until the chain has them. Doing it twice is harmless.
   */
  void approve(
      DeployedContracts contracts, List<Signer> governors, Collection<Admittance> admittances);
}
