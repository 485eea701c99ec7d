package io.pharmatrace.anchoring.adapter.out.chain;

import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainException;
import io.pharmatrace.anchoring.application.Contracts;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.domain.DeployedContracts;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.contracts.ConsentRegistry;
import io.pharmatrace.contracts.CustodyLedger;
import io.pharmatrace.contracts.Governors;
import io.pharmatrace.contracts.OrganisationRegistry;
import io.pharmatrace.contracts.RecallBoard;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.ContractUtils;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/** Deployment and governance through transactions that are awaited. */
@Singleton
final class Web3jContracts implements Contracts {
  private static final long SPARE = 4;
  private static final long APPROVE_GAS = 3_000_000;
  private static final org.web3j.abi.datatypes.Address NO_PREDECESSOR =
      org.web3j.abi.datatypes.Address.DEFAULT;

  /** Five words. */
  private static final int CONSENT_DIGITS = 5 * 64;

  private final Node node;
  private final Chain chain;
  private final Transactions transactions;
  private final Wrappers wrappers;

  Web3jContracts(Node node, Chain chain, Transactions transactions, Wrappers wrappers) {
    this.node = node;
    this.chain = chain;
    this.transactions = transactions;
    this.wrappers = wrappers;
  }

  @Override
  public DeployedContracts deploy(Signer deployer, List<Address> governors, int threshold) {
    // A contract's address follows from deployer and nonce, so a deployment that was cut short is
    // found.
    DeployedContracts expected =
        new DeployedContracts(created(deployer, 0), created(deployer, 1), created(deployer, 2));
    deploy(
        deployer,
        0,
        Governors.BINARY,
        new DynamicArray<>(
            org.web3j.abi.datatypes.Address.class,
            governors.stream().map(Web3jContracts::abi).toList()),
        new Uint256(threshold));
    deploy(deployer, 1, OrganisationRegistry.BINARY, abi(expected.governors()));
    deploy(deployer, 2, CustodyLedger.BINARY, abi(expected.registry()), NO_PREDECESSOR);
    return expected;
  }

  @Override
  public Address deployRecallBoard(Signer deployer, Address registry) {
    deploy(deployer, 0, RecallBoard.BINARY, abi(registry));
    return created(deployer, 0);
  }

  @Override
  public Address registryOf(Address recallBoard) {
    return Address.fromHex(node.call(() -> wrappers.recallBoard(recallBoard).registry().send()));
  }

  @Override
  public Address deployConsentRegistry(Signer deployer) {
    deploy(deployer, 0, ConsentRegistry.BINARY);
    return created(deployer, 0);
  }

  @Override
  public boolean isConsentRegistry(Address address) {
    EthCall answer =
        node.ask(
            node.web3j()
                .ethCall(
                    Transaction.createEthCallTransaction(
                        null,
                        address.hex(),
                        wrappers
                            .consentRegistry(address)
                            .consent(Bytes32.ZERO.bytes())
                            .encodeFunctionCall()),
                    DefaultBlockParameterName.LATEST));
    // Where no contract is, the answer is empty; another contract of ours reverts.
    return !answer.hasError() && bare(answer.getValue()).length() == CONSENT_DIGITS;
  }

  private static Address created(Signer deployer, long nonce) {
    return Address.of(
        ContractUtils.generateContractAddress(
            deployer.address().bytes(), BigInteger.valueOf(nonce)));
  }

  private void deploy(Signer deployer, long nonce, String code, Type<?>... parameters) {
    Address address = created(deployer, nonce);
    if (chain.hasCode(address)) {
      return;
    }
    if (transactions.count(deployer.address()) > nonce) {
      throw new ChainException(
          ("account %s has been used on this chain, but its transaction %d made no contract; set"
                  + " pharmatrace.chain.ledger, pharmatrace.chain.recall-board and"
                  + " pharmatrace.chain.consent-registry, or remove its file in keys/")
              .formatted(deployer.address(), nonce));
    }
    String data = "0x" + bare(code) + FunctionEncoder.encodeConstructor(List.of(parameters));
    // Estimating is trying: a deployment that would fail must not use up the nonce.
    long gas =
        node.get(
                node.web3j()
                    .ethEstimateGas(
                        Transaction.createContractTransaction(
                            deployer.address().hex(), null, BigInteger.ZERO, data)))
            .getAmountUsed()
            .longValueExact();
    SignedTransaction transaction =
        Transactions.sign(
            deployer, chain.identity().chainId(), nonce, gas + gas / SPARE, null, data);
    TransactionReceipt receipt = transactions.perform(List.of(transaction)).getFirst();
    if (!receipt.isStatusOK() || !chain.hasCode(address)) {
      throw new ChainException("a contract could not be deployed at " + address);
    }
  }

  @Override
  public DeployedContracts find(Address ledger) {
    Address registry = Address.fromHex(node.call(() -> wrappers.ledger(ledger).registry().send()));
    Address governors =
        Address.fromHex(node.call(() -> wrappers.registry(registry).governors().send()));
    return new DeployedContracts(governors, registry, ledger);
  }

  @Override
  public Map<Bytes32, Address> keys(
      DeployedContracts contracts, Collection<Bytes32> organisations) {
    OrganisationRegistry registry = wrappers.registry(contracts.registry());
    Map<Bytes32, Address> keys = new HashMap<>();
    for (Bytes32 organisation : organisations) {
      String key =
          node.call(() -> registry.organisations(organisation.bytes()).send()).component1();
      if (new BigInteger(bare(key), 16).signum() != 0) {
        keys.put(organisation, Address.fromHex(key));
      }
    }
    return keys;
  }

  @Override
  public void approve(
      DeployedContracts contracts, List<Signer> governors, Collection<Admittance> admittances) {
    long chainId = chain.identity().chainId();
    List<SignedTransaction> approvals = new ArrayList<>();
    for (Signer governor : governors) {
      if (!isGovernor(contracts, governor)) {
        continue;
      }
      long nonce = transactions.count(governor.address());
      for (Admittance admittance : admittances) {
        if (isMissing(contracts, governor, admittance)) {
          approvals.add(
              Transactions.sign(
                  governor,
                  chainId,
                  nonce++,
                  APPROVE_GAS,
                  contracts.governors(),
                  approval(contracts, admittance)));
        }
      }
    }
    // An approval beyond the threshold is reverted, which does no harm: what counts is read back.
    transactions.perform(approvals);
  }

  private boolean isGovernor(DeployedContracts contracts, Signer governor) {
    return node.call(
        () ->
            wrappers.governors(contracts.governors()).isGovernor(governor.address().hex()).send());
  }

  private boolean isMissing(DeployedContracts contracts, Signer governor, Admittance admittance) {
    Governors wrapper = wrappers.governors(contracts.governors());
    byte[] operation =
        node.call(
            () ->
                wrapper
                    .operationId(
                        salt(admittance), contracts.registry().hex(), call(contracts, admittance))
                    .send());
    return !node.call(() -> wrapper.isExecuted(operation).send())
        && !node.call(() -> wrapper.hasApproved(operation, governor.address().hex()).send());
  }

  private String approval(DeployedContracts contracts, Admittance admittance) {
    return wrappers
        .governors(contracts.governors())
        .approve(salt(admittance), contracts.registry().hex(), call(contracts, admittance))
        .encodeFunctionCall();
  }

  /** The id itself, so that whoever approves the same admittance approves the same operation. */
  private static byte[] salt(Admittance admittance) {
    return admittance.organisation().bytes();
  }

  private byte[] call(DeployedContracts contracts, Admittance admittance) {
    String data =
        wrappers
            .registry(contracts.registry())
            .admit(
                admittance.organisation().bytes(),
                admittance.identityDigest().bytes(),
                BigInteger.valueOf(admittance.roles()),
                admittance.key().hex(),
                admittance.prefixDigests().stream().map(Bytes32::bytes).toList())
            .encodeFunctionCall();
    return java.util.HexFormat.of().parseHex(bare(data));
  }

  private static org.web3j.abi.datatypes.Address abi(Address address) {
    return new org.web3j.abi.datatypes.Address(address.hex());
  }

  private static String bare(String hex) {
    String digits = hex.strip();
    return digits.startsWith("0x") ? digits.substring(2) : digits;
  }
}
