package io.pharmatrace.anchoring.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.transparency.Address;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Where the contract ConsentRegistry is. */
@Singleton
public final class ConsentRegistryLink extends ContractLink {
  private final Contracts contracts;
  private final Keys keys;

  ConsentRegistryLink(
      Jdbi jdbi,
      Chain chain,
      Contracts contracts,
      Keys keys,
      @Value("${pharmatrace.chain.deploy:false}") boolean deploy,
      @Value("${pharmatrace.chain.consent-registry:}") String configured) {
    super(
        jdbi,
        chain,
        new Contract("ConsentRegistry", "consent_registry", "pharmatrace.chain.consent-registry"),
        deploy,
        configured);
    this.contracts = contracts;
    this.keys = keys;
  }

  @Override
  Address deploy(ChainLink.Target target) {
    return contracts.deployConsentRegistry(keys.deployer("consent-registry"));
  }

  @Override
  void verify(ChainLink.Target target, Address found) {
    if (!contracts.isConsentRegistry(found)) {
      throw new ChainException("there is no ConsentRegistry at " + found);
    }
  }

  /** Nothing is taken for it before it is known ({@link StoredConsents#bring}). */
  @Override
  boolean isNeeded(Handle handle) {
    return false;
  }
}
