package io.pharmatrace.anchoring.adapter.out.chain;

import io.pharmatrace.contracts.ConsentRegistry;
import io.pharmatrace.contracts.CustodyLedger;
import io.pharmatrace.contracts.Governors;
import io.pharmatrace.contracts.OrganisationRegistry;
import io.pharmatrace.contracts.RecallBoard;
import io.pharmatrace.transparency.Address;
import jakarta.inject.Singleton;
import org.web3j.protocol.Web3j;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/** The generated wrappers, for reading and for encoding calls; they never send. */
@Singleton
final class Wrappers {
  private static final String NOBODY = "0x0000000000000000000000000000000000000000";
  private static final StaticGasProvider NO_GAS =
      new StaticGasProvider(java.math.BigInteger.ZERO, java.math.BigInteger.ZERO);

  private final Web3j web3j;
  private final TransactionManager reader;

  Wrappers(Node node) {
    this.web3j = node.web3j();
    this.reader = new ReadonlyTransactionManager(web3j, NOBODY);
  }

  CustodyLedger ledger(Address address) {
    return CustodyLedger.load(address.hex(), web3j, reader, NO_GAS);
  }

  OrganisationRegistry registry(Address address) {
    return OrganisationRegistry.load(address.hex(), web3j, reader, NO_GAS);
  }

  RecallBoard recallBoard(Address address) {
    return RecallBoard.load(address.hex(), web3j, reader, NO_GAS);
  }

  ConsentRegistry consentRegistry(Address address) {
    return ConsentRegistry.load(address.hex(), web3j, reader, NO_GAS);
  }

  Governors governors(Address address) {
    return Governors.load(address.hex(), web3j, reader, NO_GAS);
  }
}
