package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.ConsistencyProof;
import io.pharmatrace.transparency.ContentDigest;
import io.pharmatrace.transparency.Head;
import io.pharmatrace.transparency.Keccak;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.SigningDomain;
import io.pharmatrace.transparency.chain.LedgerSlots;
import io.pharmatrace.transparency.chain.RegistrySlots;
import io.pharmatrace.transparency.chain.TestBlocks;
import io.pharmatrace.transparency.chain.TestState;
import io.pharmatrace.transparency.evidence.Capture.Committed;
import io.pharmatrace.transparency.path.Chain;
import io.pharmatrace.transparency.path.CustodyPath;
import io.pharmatrace.transparency.path.Origin;
import io.pharmatrace.transparency.path.ProvenChain.Recorded;
import io.pharmatrace.transparency.path.RecordedJourney;
import io.pharmatrace.transparency.path.TestEvents;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Bundles of a journey, on a chain of the test's own: one commitment a block from {@link
 * #FIRST_BLOCK} on, captures at the blocks that are asked for.
 */
final class TestBundles {
  static final Bundle.Network NETWORK =
      new Bundle.Network(
          2026,
          Address.fromHex("00000000000000000000000000000000001ed6e4"),
          Address.fromHex("000000000000000000000000000000000e615702"));
  static final TrustedNetwork TRUSTED =
      new TrustedNetwork(
          TrustedNetwork.FORMAT,
          NETWORK,
          Optional.of(new TrustedNetwork.Consensus(TestBlocks.genesis(), 30_000)));
  static final TrustedNetwork DEVELOPMENT =
      new TrustedNetwork(TrustedNetwork.FORMAT, NETWORK, Optional.empty());
  static final Bytes32 PREFIX_SALT = Keccak.hash(new byte[] {6});

  private static final long FIRST_BLOCK = 20;
  private static final SigningDomain DOMAIN = SigningDomain.of(NETWORK.chainId(), NETWORK.ledger());

  private final RecordedJourney journey;
  private final List<String> names;
  private boolean sealed = true;
  private int otherSigner = -1;
  private BigInteger granted = BigInteger.valueOf(9);

  TestBundles(RecordedJourney journey) {
    this.journey = journey;
    this.names = List.of("Maker", "Wholesaler", "Pharmacy");
  }

  TestBundles onADevelopmentChain() {
    sealed = false;
    return this;
  }

  /** From now on commitments are signed with another account's key. */
  TestBundles signedBy(int account) {
    otherSigner = account;
    return this;
  }

  /** From now on the maker's prefix is granted in those blocks. */
  TestBundles grantedIn(long since, long until) {
    granted = BigInteger.valueOf(until).shiftLeft(64).or(BigInteger.valueOf(since));
    return this;
  }

  RecordedJourney journey() {
    return journey;
  }

  Bytes32 stateRoot(int upTo) {
    return state(upTo).root();
  }

  /** Which slots are closed of the note to which a path leads. */
  List<Bytes> closed(CustodyPath path) {
    Note note = path.hops().getLast().to().orElseThrow().note();
    return Bytes.all(
        state(commitments())
            .proof(NETWORK.ledger(), LedgerSlots.closed(note.organisation(), note.seal())));
  }

  /** How many commitments there are. */
  int commitments() {
    return journey.chain().all().size();
  }

  /** The path of the pack, with its events or without. */
  Bundle custody(boolean events, int... captures) {
    TestState present = state(captures[captures.length - 1]);
    boolean ended = journey.path().hops().getLast().to().isEmpty();
    Subject.Custody subject =
        new Subject.Custody(
            RecordedJourney.PACK,
            journey.path(),
            new Subject.Grant(
                PREFIX_SALT,
                Bytes.all(
                    present.proof(
                        NETWORK.registry(),
                        RegistrySlots.entitlement(organisation("Maker"), prefixDigest())))),
            ended
                ? Optional.empty()
                : Optional.of(
                    Bytes.all(
                        present.proof(
                            NETWORK.ledger(),
                            LedgerSlots.closed(
                                journey.place().note().organisation(),
                                journey.place().note().seal())))),
            events
                ? CustodyCheck.eventsOf(journey.path()).stream().map(TestBundles::document).toList()
                : List.of());
    return bundle(subject, organisation -> true, captures);
  }

  /** An event of one organisation. */
  Bundle event(Subject.Event subject, int... captures) {
    return bundle(subject, subject.organisation()::equals, captures);
  }

  /** The event of the batch. */
  Bundle batchEvent() {
    Origin origin = journey.path().origin();
    return event(
        new Subject.Event(
            origin.manufacturer(),
            origin.batch(),
            Optional.empty(),
            Optional.of(document(origin.batch().entry().entry().contentDigest())),
            List.of()),
        1);
  }

  /** One unit of the batch, without the others and without the event. */
  Bundle batchUnit() {
    Origin origin = journey.path().origin();
    Note note = origin.place().note();
    return event(
        new Subject.Event(
            origin.manufacturer(),
            origin.batch(),
            Optional.empty(),
            Optional.empty(),
            List.of(
                new Subject.NamedUnit(
                    origin.place().units().getFirst(),
                    Optional.of(
                        new Subject.ClosedNote(
                            note.unitsRoot(),
                            note.sealCommitment(),
                            note.salt(),
                            origin.inNotes()))))),
        1);
  }

  static Subject.Document document(Bytes32 digest) {
    TestEvents.Document document = TestEvents.document(digest);
    return new Subject.Document(Bytes.of(document.bytes()), document.hash());
  }

  Bytes32 organisation(String name) {
    return java.util.Objects.requireNonNull(journey.organisations().get(name));
  }

  private Bundle bundle(Subject subject, Predicate<Bytes32> about, int... captures) {
    List<Capture> all = new ArrayList<>();
    int from = 0;
    for (int upTo : captures) {
      all.add(capture(from, upTo, about));
      from = upTo;
    }
    TestState present = state(from);
    int shown = from;
    return new Bundle(
        Bundle.FORMAT,
        NETWORK,
        sealed ? Bytes.all(TestBlocks.votes()) : List.of(),
        all,
        Bytes.all(present.accountProof(NETWORK.registry())),
        names.stream()
            .filter(
                name ->
                    about.test(organisation(name))
                        && journey.chain().all().subList(0, shown).stream()
                            .anyMatch(
                                r -> r.commitment().organisation().equals(organisation(name))))
            .map(name -> membership(name, present))
            .sorted(Comparator.comparing(Membership::organisation))
            .toList(),
        subject);
  }

  private Membership membership(String name, TestState state) {
    Bytes32 id = organisation(name);
    return new Membership(
        id,
        Bytes.of(identity(name)),
        registered(state, RegistrySlots.organisation(id)),
        registered(state, RegistrySlots.identity(id)),
        registered(state, RegistrySlots.keyCount(id)),
        List.of(
            registered(state, RegistrySlots.key(id, 0)),
            registered(state, RegistrySlots.key(id, 1))));
  }

  private static List<Bytes> registered(TestState state, Bytes32 slot) {
    return Bytes.all(state.proof(NETWORK.registry(), slot));
  }

  private static byte[] identity(String name) {
    return "{\"gln\":\"9521101000009\",\"name\":\"%s Ltd. \u00e9\"}"
        .formatted(name)
        .getBytes(StandardCharsets.UTF_8);
  }

  private Capture capture(int from, int upTo, Predicate<Bytes32> about) {
    TestState state = state(upTo);
    long block = FIRST_BLOCK + upTo;
    long time = journey.chain().all().get(upTo - 1).time().getEpochSecond() + 1;
    byte[] header = TestBlocks.sealed(block, state.root(), time);
    return new Capture(
        sealed
            ? new Capture.BlockProof.Sealed(Bytes.of(header))
            : new Capture.BlockProof.Unsealed(Bytes.of(header), Keccak.hash(header)),
        Bytes.all(state.accountProof(NETWORK.ledger())),
        names.stream()
            .map(this::organisation)
            .filter(about)
            .filter(id -> !committed(id, from, upTo).isEmpty())
            .sorted()
            .map(id -> log(id, from, upTo, state))
            .toList());
  }

  private Capture.Log log(Bytes32 organisation, int from, int upTo, TestState state) {
    List<Committed> shown = committed(organisation, from, upTo);
    List<ConsistencyProof> growth = new ArrayList<>();
    for (int i = 1; i < shown.size(); i++) {
      growth.add(journey.growth(organisation, shown.get(i - 1).logSize(), shown.get(i).logSize()));
    }
    return new Capture.Log(
        organisation,
        Bytes.all(state.proof(NETWORK.ledger(), LedgerSlots.head(organisation))),
        Bytes.all(state.proof(NETWORK.ledger(), LedgerSlots.last(organisation))),
        head(organisation, from),
        shown,
        growth);
  }

  private List<Committed> committed(Bytes32 organisation, int from, int upTo) {
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

  private Bytes32 head(Bytes32 organisation, int upTo) {
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
  private TestState state(int upTo) {
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
            packed(last.sequence(), 64, last.logSize(), 64, last.time()));
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
