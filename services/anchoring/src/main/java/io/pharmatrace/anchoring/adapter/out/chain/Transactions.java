package io.pharmatrace.anchoring.adapter.out.chain;

import io.pharmatrace.anchoring.application.ChainException;
import io.pharmatrace.anchoring.application.Signable;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.domain.SendAnswer;
import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/** Signs, sends and awaits transactions: legacy ones (EIP-155) with a gas price of zero. */
@Singleton
final class Transactions {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(150);

  private final Node node;

  Transactions(Node node) {
    this.node = node;
  }

  /** Signs a call, or the creation of a contract when {@code to} is null. */
  static SignedTransaction sign(
      Signer account, long chainId, long nonce, long gasLimit, @Nullable Address to, String data) {
    RawTransaction raw =
        RawTransaction.createTransaction(
            BigInteger.valueOf(nonce),
            BigInteger.ZERO,
            BigInteger.valueOf(gasLimit),
            to == null ? "" : to.hex(),
            BigInteger.ZERO,
            data);
    Signature signature =
        account.sign(
            new Signable.Transaction(
                chainId,
                nonce,
                gasLimit,
                Optional.ofNullable(to),
                data,
                keccak(TransactionEncoder.encode(raw, chainId))));
    Sign.SignatureData plain =
        new Sign.SignatureData(
            (byte) (27 + signature.recovery()), signature.r().bytes(), signature.s().bytes());
    byte[] bytes =
        TransactionEncoder.encode(
            raw, TransactionEncoder.createEip155SignatureData(plain, chainId));
    return new SignedTransaction(nonce, "0x" + HexFormat.of().formatHex(bytes), keccak(bytes));
  }

  private static Bytes32 keccak(byte[] bytes) {
    return Bytes32.of(Hash.sha3(bytes));
  }

  SendAnswer send(SignedTransaction transaction) {
    EthSendTransaction answer = node.ask(node.web3j().ethSendRawTransaction(transaction.hex()));
    if (!answer.hasError()) {
      return new SendAnswer.Taken();
    }
    String reason = String.valueOf(answer.getError().getMessage());
    String text = reason.toLowerCase(Locale.ROOT);
    // Besu says "Known transaction", geth "already known", anvil "transaction already imported". An
    // underpriced replacement means that another transaction of ours waits under this nonce.
    if (text.contains("known transaction")
        || text.contains("already known")
        || text.contains("already imported")
        || text.contains("underpriced")) {
      return new SendAnswer.Taken();
    }
    return text.contains("nonce too low") || text.contains("nonce below")
        ? new SendAnswer.NonceUsed()
        : new SendAnswer.Refused(reason);
  }

  long count(Address account) {
    return node.get(
            node.web3j().ethGetTransactionCount(account.hex(), DefaultBlockParameterName.LATEST))
        .getTransactionCount()
        .longValueExact();
  }

  Optional<TransactionReceipt> receipt(Bytes32 hash) {
    return node.get(node.web3j().ethGetTransactionReceipt("0x" + hash.hex()))
        .getTransactionReceipt();
  }

  /**
   * Sends and waits until all are mined.
   *
   * @throws ChainException when one is refused or not mined within 30 seconds
   */
  List<TransactionReceipt> perform(List<SignedTransaction> transactions) {
    for (SignedTransaction transaction : transactions) {
      if (send(transaction) instanceof SendAnswer.Refused(String reason)) {
        throw new ChainException("the node refuses a transaction: " + reason);
      }
    }
    Instant deadline = Instant.now().plus(DEADLINE);
    return transactions.stream().map(transaction -> await(transaction.hash(), deadline)).toList();
  }

  private TransactionReceipt await(Bytes32 hash, Instant deadline) {
    while (true) {
      Optional<TransactionReceipt> receipt = receipt(hash);
      if (receipt.isPresent()) {
        return receipt.get();
      }
      if (Instant.now().isAfter(deadline)) {
        throw new ChainException("transaction %s is in no block after 30 s".formatted(hash));
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ChainException("interrupted while waiting for transaction " + hash, e);
      }
    }
  }
}
