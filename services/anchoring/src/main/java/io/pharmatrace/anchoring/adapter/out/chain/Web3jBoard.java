package io.pharmatrace.anchoring.adapter.out.chain;

import io.pharmatrace.anchoring.application.Board;
import io.pharmatrace.anchoring.application.ChainException;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.domain.BoardRecord;
import io.pharmatrace.anchoring.domain.DeclaredRecall;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.contracts.RecallBoard;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.RecallStatement;
import io.pharmatrace.transparency.SigningDomain;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;

/** RecallBoard through JSON-RPC over HTTP. */
@Singleton
final class Web3jBoard implements Board {
  // Measured (contracts/snapshots/gas.json): 125k. A limit, not a price: gas costs nothing.
  private static final long DECLARE_GAS = 300_000;

  private final Node node;
  private final Wrappers wrappers;

  Web3jBoard(Node node, Wrappers wrappers) {
    this.node = node;
    this.wrappers = wrappers;
  }

  @Override
  public SignedTransaction declare(
      SigningDomain board, SignedRecall recall, Signer relay, long nonce) {
    return Transactions.sign(
        relay,
        board.chainId().longValueExact(),
        nonce,
        DECLARE_GAS,
        board.contract(),
        callData(board.contract(), recall));
  }

  @Override
  public Optional<String> refusal(Address board, SignedRecall recall) {
    return Refusals.of(node, board, callData(board, recall));
  }

  private String callData(Address board, SignedRecall recall) {
    RecallStatement statement = recall.statement();
    return wrappers
        .recallBoard(board)
        .declare(
            statement.organisation().bytes(),
            statement.gtin(),
            statement.lot(),
            statement.country(),
            BigInteger.valueOf(statement.time()),
            BigInteger.valueOf(statement.deadline()),
            BigInteger.valueOf(recall.prefix().length()),
            recall.prefix().salt().bytes(),
            recall.signature().encode())
        .encodeFunctionCall();
  }

  @Override
  public Optional<BoardRecord> find(Address board, RecallStatement recall) {
    RecallBoard.Declaration found =
        node.call(
            () ->
                wrappers
                    .recallBoard(board)
                    .declaration(recall.gtin(), recall.lot(), recall.country())
                    .send());
    return Bytes32.of(found.organisation).isZero()
        ? Optional.empty()
        : Optional.of(record(board, recall, found.blockNumber));
  }

  @Override
  public List<DeclaredRecall> declared(Address board, long from, long to) {
    return logs(board, BigInteger.valueOf(from), BigInteger.valueOf(to))
        .map(RecallBoard::getRecallDeclaredEventFromLog)
        .map(
            event ->
                new DeclaredRecall(
                    event.gtin,
                    event.lot,
                    event.country,
                    event.log.getBlockNumber().longValueExact()))
        .toList();
  }

  private Stream<Log> logs(Address board, BigInteger from, BigInteger to) {
    EthFilter filter =
        new EthFilter(
            DefaultBlockParameter.valueOf(from), DefaultBlockParameter.valueOf(to), board.hex());
    filter.addSingleTopic(EventEncoder.encode(RecallBoard.RECALLDECLARED_EVENT));
    return node.get(node.web3j().ethGetLogs(filter)).getLogs().stream()
        .map(EthLog.LogObject.class::cast)
        .map(EthLog.LogObject::get);
  }

  private BoardRecord record(Address board, RecallStatement recall, BigInteger block) {
    return logs(board, block, block)
        .filter(log -> isOf(recall, log))
        .findFirst()
        .map(
            log ->
                new BoardRecord(
                    log.getBlockNumber().longValueExact(),
                    Bytes32.fromHex(log.getTransactionHash())))
        .orElseThrow(() -> new ChainException("block %d is not readable yet".formatted(block)));
  }

  private static boolean isOf(RecallStatement recall, Log log) {
    RecallBoard.RecallDeclaredEventResponse event = RecallBoard.getRecallDeclaredEventFromLog(log);
    return event.gtin.equals(recall.gtin())
        && event.lot.equals(recall.lot())
        && event.country.equals(recall.country());
  }
}
