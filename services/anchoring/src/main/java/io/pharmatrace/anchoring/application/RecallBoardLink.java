package io.pharmatrace.anchoring.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.transparency.Address;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Where the contract RecallBoard is. */
@Singleton
public final class RecallBoardLink extends ContractLink {
  private final Contracts contracts;
  private final Keys keys;

  RecallBoardLink(
      Jdbi jdbi,
      Chain chain,
      Contracts contracts,
      Keys keys,
      @Value("${pharmatrace.chain.deploy:false}") boolean deploy,
      @Value("${pharmatrace.chain.recall-board:}") String configured) {
    super(
        jdbi,
        chain,
        new Contract("RecallBoard", "recall_board", "pharmatrace.chain.recall-board"),
        deploy,
        configured);
    this.contracts = contracts;
    this.keys = keys;
  }

  @Override
  Address deploy(ChainLink.Target target) {
    return contracts.deployRecallBoard(
        keys.deployer("recall-board"), target.contracts().registry());
  }

  @Override
  void verify(ChainLink.Target target, Address found) {
    if (!contracts.registryOf(found).equals(target.contracts().registry())) {
      throw new ChainException(
          "the RecallBoard at %s relies on another OrganisationRegistry".formatted(found));
    }
  }

  @Override
  boolean isNeeded(Handle handle) {
    return handle
        .createQuery("SELECT EXISTS (SELECT FROM anchoring.recall)")
        .mapTo(Boolean.class)
        .one();
  }
}
