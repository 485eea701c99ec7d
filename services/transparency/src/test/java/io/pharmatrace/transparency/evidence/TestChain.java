package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.ContentDigest;
import io.pharmatrace.transparency.Head;
import io.pharmatrace.transparency.Keccak;
import io.pharmatrace.transparency.SigningDomain;
import io.pharmatrace.transparency.chain.LedgerSlots;
import io.pharmatrace.transparency.chain.RegistrySlots;
import io.pharmatrace.transparency.chain.TestBlocks;
import io.pharmatrace.transparency.chain.TestState;
import io.pharmatrace.transparency.evidence.Capture.Committed;
import io.pharmatrace.transparency.path.Chain;
import io.pharmatrace.transparency.path.ProvenChain.Recorded;
import io.pharmatrace.transparency.path.RecordedJourney;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A chain of the test's own with a journey on it: one commitment a block from block 20 on. */
abstract class TestChain {
  static final Bundle.Network NETWORK =
      new Bundle.Network(
          2026,
          Address.fromHex("00000000000000000000000000000000001ed6e4"),
          Address.fromHex("000000000000000000000000000000000e615702"));
  static final TrustedNetwork TRUSTED =
      new TrustedNetwork(
          TrustedNetwork.FORMAT,
          NETWORK,
          Optional.of(
              new TrustedNetwork.Consensus(TestBlocks.genesis(), 30_000, Optional.empty())));
  static final TrustedNetwork DEVELOPMENT =
      new TrustedNetwork(TrustedNetwork.FORMAT, NETWORK, Optional.empty());
  static final Bytes32 PREFIX_SALT = Keccak.hash(new byte[] {6});

  static final long FIRST_BLOCK = 20;
  private static final SigningDomain DOMAIN = SigningDomain.of(NETWORK.chainId(), NETWORK.ledger());

  final RecordedJourney journey;
  final List<String> names = List.of("Maker", "Wholesaler", "Pharmacy");

  /** Whose key signs; below zero each organisation's own. */
  int otherSigner = -1;

  /** Whether governors have frozen the ledger. */
  boolean frozen;

  /** In which blocks the maker's prefix is granted, as the registry packs them. */
  BigInteger granted = BigInteger.valueOf(9);

  TestChain(RecordedJourney journey) {
    this.journey = journey;
  }

  Bytes32 organisation(String name) {
    return java.util.Objects.requireNonNull(journey.organisations().get(name));
  }

  static byte[] identity(String name) {
    return "{\"gln\":\"9521101000009\",\"name\":\"%s Ltd. \u00e9\"}"
        .formatted(name)
        .getBytes(StandardCharsets.UTF_8);
  }

  List<Committed> committed(Bytes32 organisation, int from, int upTo) {
    List<Committed> committed = new ArrayList<>();
    for (int i = from; i < upTo; i++) {
      Recorded recorded = journey.chain().all().get(i);
      if (recorded.commitment().organisation().equals(organisation)) {
        committed.add(committed(recorded, FIRST_BLOCK + i));
      }
    }
    return committed;
  }

  private Committed committed(Recorded recorded, long block) {
    Commitment commitment = recorded.commitment();
    int signer = otherSigner < 0 ? signer(commitment.organisation()) : otherSigner;
    return new Committed(
        commitment.sequence(),
        commitment.logSize(),
        commitment.logRoot(),
        commitment.closuresHash(),
        TestBlocks.account(signer),
        block,
        recorded.time().getEpochSecond(),
        Optional.of(
            new Capture.Signed(
                commitment.closures(),
                Bytes.of(TestBlocks.signature(signer, commitment.digest(DOMAIN))))));
  }

  private int signer(Bytes32 organisation) {
    return names.indexOf(
        journey.organisations().entrySet().stream()
            .filter(entry -> entry.getValue().equals(organisation))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow());
  }

  Bytes32 head(Bytes32 organisation, int upTo) {
    Bytes32 head = Head.FIRST;
    for (Committed committed : committed(organisation, 0, upTo)) {
      head =
          Head.next(
              head,
              committed.block(),
              committed.time(),
              committed.sequence(),
              committed.logSize(),
              committed.logRoot(),
              committed.signer(),
              committed.closuresHash());
    }
    return head;
  }

  static Bytes32 prefixDigest() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(6);
    bytes.writeBytes(PREFIX_SALT.bytes());
    bytes.writeBytes(Chain.PREFIX.getBytes(StandardCharsets.US_ASCII));
    return ContentDigest.ofDocument(bytes.toByteArray());
  }

  /** After so many commitments. */
  TestState state(int upTo) {
    TestState state = new TestState();
    for (String name : names) {
      Bytes32 id = organisation(name);
      List<Committed> committed = committed(id, 0, upTo);
      if (!committed.isEmpty()) {
        Committed last = committed.getLast();
        state.set(NETWORK.ledger(), LedgerSlots.head(id), head(id, upTo));
        state.set(
            NETWORK.ledger(),
            LedgerSlots.last(id),
            frozen
                ? packed(0, 64, last.logSize(), 64, last.time())
                    .or(BigInteger.valueOf(last.sequence()).shiftLeft(192))
                : packed(last.sequence(), 64, last.logSize(), 64, last.time()));
      }
      register(state, name, id);
    }
    for (Recorded recorded : journey.chain().all().subList(0, upTo)) {
      close(state, recorded.commitment());
    }
    return state;
  }

  private void close(TestState state, Commitment commitment) {
    commitment
        .closures()
        .forEach(
            closure ->
                state.set(
                    NETWORK.ledger(),
                    LedgerSlots.closed(commitment.organisation(), closure.seal()),
                    closure.slots().bits()));
  }

  private void register(TestState state, String name, Bytes32 id) {
    int index = names.indexOf(name);
    BigInteger key = new BigInteger(1, TestBlocks.account(index).bytes());
    Address registry = NETWORK.registry();
    // Roles 1, 2 and 4; two keys, of which the first was replaced before the first commitment.
    state.set(
        registry,
        RegistrySlots.organisation(id),
        BigInteger.ONE.shiftLeft(index).shiftLeft(160).or(key));
    state.set(registry, RegistrySlots.identity(id), ContentDigest.ofDocument(identity(name)));
    state.set(registry, RegistrySlots.keyCount(id), BigInteger.TWO);
    state.set(
        registry,
        RegistrySlots.key(id, 0),
        new BigInteger(1, TestBlocks.account(20 + index).bytes())
            .shiftLeft(96)
            .or(BigInteger.valueOf(3)));
    state.set(registry, RegistrySlots.key(id, 1), key.shiftLeft(96).or(BigInteger.valueOf(8)));
    if (name.equals("Maker")) {
      state.set(registry, RegistrySlots.entitlement(id, prefixDigest()), granted);
    }
  }

  private static BigInteger packed(long first, int firstBits, long second, int bits, long third) {
    return BigInteger.valueOf(third)
        .shiftLeft(bits)
        .or(BigInteger.valueOf(second))
        .shiftLeft(firstBits)
        .or(BigInteger.valueOf(first));
  }
}
