package io.pharmatrace.anchoring.adapter.out.chain;

import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainException;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.domain.Block;
import io.pharmatrace.anchoring.domain.ChainIdentity;
import io.pharmatrace.anchoring.domain.CommittedRecord;
import io.pharmatrace.anchoring.domain.Mined;
import io.pharmatrace.anchoring.domain.SendAnswer;
import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.contracts.CustodyLedger;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.SigningDomain;
import io.pharmatrace.transparency.Slots;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;

/** The chain through JSON-RPC over HTTP. */
@Singleton
final class Web3jChain implements Chain {
  // Measured (design, besu.md): 43k gas and 26k a closure. A limit, not a price: gas costs nothing.
  private static final long COMMIT_GAS = 150_000;
  private static final long CLOSURE_GAS = 40_000;
  private static final Address NONE = Address.of(new byte[Address.LENGTH]);

  private final Node node;
  private final Transactions transactions;
  private final Wrappers wrappers;

  Web3jChain(Node node, Transactions transactions, Wrappers wrappers) {
    this.node = node;
    this.transactions = transactions;
    this.wrappers = wrappers;
  }

  @Override
  public ChainIdentity identity() {
    long chainId = node.get(node.web3j().ethChainId()).getChainId().longValueExact();
    String version = node.get(node.web3j().web3ClientVersion()).getWeb3ClientVersion();
    long first = ChainIdentity.firstLastingBlock(version);
    Block block =
        block(first)
            .orElseThrow(
                () -> new ChainException("the chain has no block %d yet".formatted(first)));
    return new ChainIdentity(chainId, block.hash(), version);
  }

  @Override
  public long newestBlock() {
    long newest = node.get(node.web3j().ethBlockNumber()).getBlockNumber().longValueExact();
    node.seen(newest);
    return newest;
  }

  @Override
  public void behind() {
    node.behind();
  }

  @Override
  public Optional<Block> block(long number) {
    EthBlock.@Nullable Block block =
        node.get(
                node.web3j()
                    .ethGetBlockByNumber(
                        DefaultBlockParameter.valueOf(BigInteger.valueOf(number)), false))
            .getBlock();
    return block == null
        ? Optional.empty()
        : Optional.of(
            new Block(
                number,
                Bytes32.fromHex(block.getHash()),
                Instant.ofEpochSecond(block.getTimestamp().longValueExact())));
  }

  @Override
  public boolean hasCode(Address address) {
    String code =
        node.get(node.web3j().ethGetCode(address.hex(), DefaultBlockParameterName.LATEST))
            .getCode();
    return code.length() > 2;
  }

  @Override
  public Optional<Address> successor(Address ledger) {
    CustodyLedger wrapper = wrappers.ledger(ledger);
    return Refusals.of(node, ledger, wrapper.successor().encodeFunctionCall())
            .filter(Web3jChain::isRevert)
            .isPresent()
        ? Optional.empty()
        : Optional.of(Address.fromHex(node.call(() -> wrapper.successor().send())))
            .filter(address -> !address.equals(NONE));
  }

  /** A contract reverts what it has no function for; nodes say so in words only. */
  private static boolean isRevert(String error) {
    return error.toLowerCase(Locale.ROOT).contains("revert");
  }

  @Override
  public long transactionCount(Address account) {
    return transactions.count(account);
  }

  @Override
  public SendAnswer send(SignedTransaction transaction) {
    return transactions.send(transaction);
  }

  @Override
  public Optional<Mined> mined(Bytes32 transactionHash) {
    return transactions.receipt(transactionHash).map(receipt -> new Mined(receipt.isStatusOK()));
  }

  @Override
  public Optional<Signature> signatureIn(Bytes32 transaction) {
    return node.get(node.web3j().ethGetTransactionByHash("0x" + transaction.hex()))
        .getTransaction()
        .flatMap(found -> CommitCall.signature(found.getInput()));
  }

  @Override
  public List<CommittedRecord> committed(Address ledger, long from, long to) {
    EthFilter filter =
        new EthFilter(
            DefaultBlockParameter.valueOf(BigInteger.valueOf(from)),
            DefaultBlockParameter.valueOf(BigInteger.valueOf(to)),
            ledger.hex());
    filter.addSingleTopic(EventEncoder.encode(CustodyLedger.COMMITTED_EVENT));
    return node.get(node.web3j().ethGetLogs(filter)).getLogs().stream()
        .map(EthLog.LogObject.class::cast)
        .map(EthLog.LogObject::get)
        .map(Web3jChain::record)
        .toList();
  }

  private static CommittedRecord record(Log log) {
    CustodyLedger.CommittedEventResponse event = CustodyLedger.getCommittedEventFromLog(log);
    List<Closure> closures =
        event.closures.stream()
            .map(c -> new Closure(Bytes32.of(c.seal), new Slots(c.slots), Bytes32.of(c.binding)))
            .toList();
    return new CommittedRecord(
        Bytes32.of(event.organisation),
        event.sequence.longValueExact(),
        // Any member's record comes by here, and none may keep us from reading the others'.
        event.logSize.longValue(),
        Bytes32.of(event.logRoot),
        Address.fromHex(event.signer),
        Closure.hashOf(closures),
        log.getBlockNumber().longValueExact(),
        Bytes32.fromHex(log.getBlockHash()),
        Bytes32.fromHex(log.getTransactionHash()),
        log.getLogIndex().intValueExact());
  }

  @Override
  public long lastSequence(Address ledger, Bytes32 organisation) {
    return node.call(() -> wrappers.ledger(ledger).last(organisation.bytes()).send())
        .component1()
        .longValueExact();
  }

  @Override
  public Last last(Address ledger, Bytes32 organisation, long block) {
    CustodyLedger asOf = wrappers.ledger(ledger);
    asOf.setDefaultBlockParameter(DefaultBlockParameter.valueOf(BigInteger.valueOf(block)));
    return new Last(
        node.call(() -> asOf.last(organisation.bytes()).send()).component1().longValueExact(),
        Bytes32.of(node.call(() -> asOf.head(organisation.bytes()).send())));
  }

  @Override
  public BigInteger closed(Address ledger, Bytes32 organisation, Bytes32 seal) {
    return node.call(
        () -> wrappers.ledger(ledger).closed(organisation.bytes(), seal.bytes()).send());
  }

  @Override
  public SignedTransaction commit(
      SigningDomain ledger, Commitment commitment, Signature signature, Signer relay, long nonce) {
    return Transactions.sign(
        relay,
        ledger.chainId().longValueExact(),
        nonce,
        COMMIT_GAS + CLOSURE_GAS * commitment.closures().size(),
        ledger.contract(),
        callData(ledger.contract(), commitment, signature));
  }

  @Override
  public Optional<String> refusal(Address ledger, Commitment commitment, Signature signature) {
    return Refusals.of(node, ledger, callData(ledger, commitment, signature));
  }

  private String callData(Address ledger, Commitment commitment, Signature signature) {
    List<CustodyLedger.Closure> closures =
        commitment.closures().stream()
            .map(
                c ->
                    new CustodyLedger.Closure(
                        c.seal().bytes(), c.slots().bits(), c.binding().bytes()))
            .toList();
    return wrappers
        .ledger(ledger)
        .commit(
            commitment.organisation().bytes(),
            BigInteger.valueOf(commitment.sequence()),
            BigInteger.valueOf(commitment.logSize()),
            commitment.logRoot().bytes(),
            closures,
            signature.encode())
        .encodeFunctionCall();
  }
}
