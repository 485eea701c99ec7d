package io.pharmatrace.anchoring.adapter.out.chain;

import io.pharmatrace.anchoring.application.ConsentChain;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.domain.ConsentEvent;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.contracts.ConsentRegistry;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ConsentStatement;
import io.pharmatrace.transparency.SigningDomain;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;

/** ConsentRegistry through JSON-RPC over HTTP. */
@Singleton
final class Web3jConsents implements ConsentChain {
  // Measured (contracts/snapshots/gas.json): under 90k. A limit, not a price: gas costs nothing.
  private static final long GAS = 200_000;

  private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final String GRANTED = EventEncoder.encode(ConsentRegistry.CONSENTGRANTED_EVENT);
  private static final String REVOKED = EventEncoder.encode(ConsentRegistry.CONSENTREVOKED_EVENT);

  private final Node node;
  private final Wrappers wrappers;

  Web3jConsents(Node node, Wrappers wrappers) {
    this.node = node;
    this.wrappers = wrappers;
  }

  @Override
  public SignedTransaction bring(
      SigningDomain registry, SignedConsent consent, Signer relay, long nonce) {
    return Transactions.sign(
        relay,
        registry.chainId().longValueExact(),
        nonce,
        GAS,
        registry.contract(),
        callData(registry.contract(), consent));
  }

  @Override
  public Optional<String> refusal(Address registry, SignedConsent consent) {
    return Refusals.of(node, registry, callData(registry, consent));
  }

  private String callData(Address registry, SignedConsent consent) {
    ConsentRegistry wrapper = wrappers.consentRegistry(registry);
    byte[] salt = consent.salt().bytes();
    byte[] signature = consent.signature().encode();
    return switch (consent.statement()) {
      case ConsentStatement.Grant grant ->
          wrapper
              .grant(
                  grant.key().bytes(),
                  salt,
                  grant.commitment().bytes(),
                  BigInteger.valueOf(grant.notAfter()),
                  BigInteger.valueOf(grant.nonce()),
                  BigInteger.valueOf(grant.deadline()),
                  signature)
              .encodeFunctionCall();
      case ConsentStatement.Revoke revoke ->
          wrapper
              .revoke(
                  revoke.key().bytes(),
                  salt,
                  BigInteger.valueOf(revoke.nonce()),
                  BigInteger.valueOf(revoke.deadline()),
                  signature)
              .encodeFunctionCall();
    };
  }

  @Override
  public long version(Address registry, Bytes32 key) {
    return node.call(() -> wrappers.consentRegistry(registry).consent(key.bytes()).send())
        .version
        .longValueExact();
  }

  @Override
  public List<ConsentEvent> events(Address registry, long from, long to) {
    EthFilter filter =
        new EthFilter(
            DefaultBlockParameter.valueOf(BigInteger.valueOf(from)),
            DefaultBlockParameter.valueOf(BigInteger.valueOf(to)),
            registry.hex());
    filter.addOptionalTopics(GRANTED, REVOKED);
    return node.get(node.web3j().ethGetLogs(filter)).getLogs().stream()
        .map(EthLog.LogObject.class::cast)
        .map(EthLog.LogObject::get)
        .map(Web3jConsents::event)
        .toList();
  }

  private static ConsentEvent event(Log log) {
    long block = log.getBlockNumber().longValueExact();
    Bytes32 transaction = Bytes32.fromHex(log.getTransactionHash());
    if (log.getTopics().getFirst().equals(REVOKED)) {
      var revoked = ConsentRegistry.getConsentRevokedEventFromLog(log);
      return new ConsentEvent(
          Bytes32.of(revoked.key),
          revoked.version.longValueExact(),
          Optional.empty(),
          0,
          block,
          transaction);
    }
    var granted = ConsentRegistry.getConsentGrantedEventFromLog(log);
    return new ConsentEvent(
        Bytes32.of(granted.key),
        granted.version.longValueExact(),
        Optional.of(Bytes32.of(granted.commitment)),
        granted.notAfter.min(LONGEST).longValueExact(),
        block,
        transaction);
  }
}
