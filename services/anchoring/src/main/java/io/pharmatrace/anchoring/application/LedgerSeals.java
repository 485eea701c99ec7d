package io.pharmatrace.anchoring.application;

import io.micronaut.context.annotation.Requires;
import io.pharmatrace.anchoring.SealsOnChain;
import io.pharmatrace.transparency.Bytes32;
import jakarta.inject.Singleton;
import java.math.BigInteger;

/** Asks the contract. */
@Singleton
@Requires(beans = Keys.class)
final class LedgerSeals implements SealsOnChain {
  private final ChainLink link;
  private final Chain chain;

  LedgerSeals(ChainLink link, Chain chain) {
    this.link = link;
    this.chain = chain;
  }

  @Override
  public BigInteger closed(Bytes32 organisation, Bytes32 seal) {
    return chain.closed(link.target().contracts().ledger(), organisation, seal);
  }
}
