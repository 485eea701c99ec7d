package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ConsistencyProof;
import io.pharmatrace.transparency.Keccak;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.chain.LedgerSlots;
import io.pharmatrace.transparency.chain.RegistrySlots;
import io.pharmatrace.transparency.chain.TestBlocks;
import io.pharmatrace.transparency.chain.TestState;
import io.pharmatrace.transparency.evidence.Capture.Committed;
import io.pharmatrace.transparency.path.CustodyPath;
import io.pharmatrace.transparency.path.Origin;
import io.pharmatrace.transparency.path.RecordedJourney;
import io.pharmatrace.transparency.path.TestEvents;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Bundles of a journey, with captures at the blocks that are asked for. */
final class TestBundles extends TestChain {
  private boolean sealed = true;

  TestBundles(RecordedJourney journey) {
    super(journey);
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

  /** From now on the ledger is frozen. */
  TestBundles frozen() {
    frozen = true;
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
}
