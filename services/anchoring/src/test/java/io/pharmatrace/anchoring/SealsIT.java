package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.path.CustodyPath;
import io.pharmatrace.transparency.path.PathVerdict;
import io.pharmatrace.transparency.seal.Contents;
import io.pharmatrace.transparency.seal.PathFinder;
import io.pharmatrace.transparency.seal.Position;
import io.pharmatrace.transparency.seal.SealEntry;
import io.pharmatrace.transparency.seal.SealState;
import io.pharmatrace.transparency.seal.Seals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slots are closed on the real contract, and the path of a pack is evidence for what is there. */
@PharmaTraceInfrastructure
class SealsIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String PREFIX = "9506000";
  private static final String PALLET = "https://id.gs1.org/00/395060001343529993";

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @BeforeAll
  static void start(Infrastructure infrastructure, @TempDir Path home) {
    installation = Installation.start(infrastructure, home, Map.of());
    await().atMost(DEADLINE).until(() -> installation.get(ChainLink.class).ready().isPresent());
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  /** Where units are, as custody will keep it. */
  private final Map<String, Position> positions = new HashMap<>();

  private final Map<String, Contents> filled = new HashMap<>();

  private final SealState state =
      new SealState() {
        @Override
        public Optional<Position> position(String epc) {
          return Optional.ofNullable(positions.get(epc));
        }

        @Override
        public Optional<Contents> contents(String container) {
          return Optional.ofNullable(filled.get(container));
        }
      };

  private static String pack(int number) {
    return "https://id.gs1.org/01/09506000134352/21/" + number;
  }

  private static List<String> packs(int from, int to) {
    return IntStream.range(from, to).mapToObj(SealsIT::pack).toList();
  }

  private void move(Consumer<Seals> moves) {
    Seals seals = new Seals(state);
    moves.accept(seals);
    installation
        .jdbi()
        .useTransaction(h -> installation.get(SealLog.class).append(h, seals.entries()));
    seals.moved().forEach((epc, to) -> set(positions, epc, to));
    seals.filled().forEach((epc, to) -> set(filled, epc, to));
  }

  private static <T> void set(Map<String, T> map, String epc, Optional<T> to) {
    to.ifPresentOrElse(value -> map.put(epc, value), () -> map.remove(epc));
  }

  private static Bytes32 name(UUID organisation) {
    return installation
        .jdbi()
        .inTransaction(h -> installation.get(SealLog.class).nameOnChain(h, organisation));
  }

  /** Leaf hash of the batch entry. */
  private Bytes32 batch(UUID maker, int packs) {
    Bytes32 name = name(maker);
    List<Bytes32> leaf = new ArrayList<>();
    move(seals -> leaf.add(seals.make(name, Bytes32.random(), packs(0, packs)).leaf()));
    return leaf.getFirst();
  }

  private static Map<String, @Nullable String> into(String container, List<String> units) {
    Map<String, @Nullable String> parents = new HashMap<>();
    units.forEach(unit -> parents.put(unit, container));
    return parents;
  }

  private static void awaitClosed() {
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                installation.count(
                            """
                        SELECT count(*) FROM anchoring.entry e
                        LEFT JOIN anchoring.commitment c
                          ON c.organisation = e.organisation AND c.sequence = e.sequence
                        WHERE c.confirmed_at IS NULL
                        """)
                        == 0
                    && installation.count(
                            """
                            SELECT count(*) FROM anchoring.closing k
                            LEFT JOIN anchoring.commitment c
                              ON c.organisation = k.organisation AND c.sequence = k.sequence
                            WHERE c.confirmed_at IS NULL
                            """)
                        == 0);
  }

  private static PathVerdict check(Bytes32 batch, String epc) {
    ChainLink.Target target = installation.get(ChainLink.class).target();
    return installation
        .jdbi()
        .inTransaction(
            handle -> {
              SealLog log = installation.get(SealLog.class);
              CustodyPath path = new PathFinder(log.records(handle)).find(epc, batch, PREFIX);
              return path.check(
                  epc,
                  new ReadBack(
                      handle, installation.get(Chain.class), target.contracts().ledger(), PREFIX));
            });
  }

  @Test
  void thePathOfAPackIsProvedAgainstWhatTheContractRecorded() {
    UUID maker = installation.newOrganisation("manufacturer");
    UUID pharmacy = installation.newOrganisation("pharmacist");
    Bytes32 makersName = name(maker);
    Bytes32 pharmacysName = name(pharmacy);
    Bytes32 batch = batch(maker, 300);
    Bytes32 event = Bytes32.random();

    move(seals -> seals.arrange(makersName, event, into(PALLET, packs(0, 290))));
    move(
        seals -> {
          SealEntry offer = seals.offer(makersName, pharmacysName, event, List.of(PALLET));
          seals.handOver(offer, pharmacysName, event, List.of(PALLET));
        });
    Map<String, @Nullable String> out = new HashMap<>();
    packs(0, 3).forEach(pack -> out.put(pack, null));
    move(seals -> seals.arrange(pharmacysName, event, out));
    move(seals -> seals.end(pharmacysName, event, packs(0, 2), true));
    move(seals -> seals.reactivate(pharmacysName, event, packs(1, 2)));
    awaitClosed();

    assertThat(check(batch, pack(0))).isInstanceOf(PathVerdict.Ended.class);
    for (int pack : List.of(1, 2, 3, 255, 256, 289)) {
      assertThat(check(batch, pack(pack))).isEqualTo(new PathVerdict.Held(pharmacysName));
    }
    assertThat(check(batch, pack(299))).isEqualTo(new PathVerdict.Held(makersName));
  }

  @Test
  void whatACommitmentCannotTakeWaitsForTheNext() {
    UUID maker = installation.newOrganisation("manufacturer");
    Bytes32 name = name(maker);
    batch(maker, 300);
    // One entry and one closure each.
    move(seals -> packs(0, 300).forEach(p -> seals.end(name, Bytes32.random(), List.of(p), false)));
    awaitClosed();

    List<Long> closures =
        installation
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            SELECT count(*) FROM anchoring.closing
                            WHERE organisation = :organisation GROUP BY sequence ORDER BY sequence
                            """)
                        .bind("organisation", maker)
                        .mapTo(Long.class)
                        .list());
    assertThat(closures).allMatch(n -> n <= 256);
    assertThat(closures.stream().mapToLong(n -> n).sum()).isEqualTo(300);
    assertThat(closures.size()).isGreaterThan(1);
  }

  @Test
  void aSlotIsClosedOnce() {
    UUID maker = installation.newOrganisation("manufacturer");
    Bytes32 name = name(maker);
    batch(maker, 2);
    Seals first = new Seals(state);
    first.end(name, Bytes32.random(), packs(0, 1), false);
    Seals second = new Seals(state);
    second.end(name, Bytes32.random(), packs(0, 2), false);
    installation
        .jdbi()
        .useTransaction(h -> installation.get(SealLog.class).append(h, first.entries()));

    assertThatThrownBy(
            () ->
                installation
                    .jdbi()
                    .useTransaction(
                        h -> installation.get(SealLog.class).append(h, second.entries())))
        .isInstanceOf(SlotTakenException.class)
        .hasMessage("a slot would be closed twice");
    awaitClosed();
    assertThat(
            installation.count(
                "SELECT count(*) FROM anchoring.closing WHERE organisation = '" + maker + "'"))
        .isEqualTo(1);
  }

  /** The receiver's log stands still: nothing is taken from the sender meanwhile. */
  @Test
  void whatIsHandedOverIsClosedAfterItsAcceptanceIsOnChain() {
    UUID maker = installation.newOrganisation("manufacturer");
    UUID pharmacy = installation.newOrganisation("pharmacist");
    Bytes32 makersName = name(maker);
    Bytes32 pharmacysName = name(pharmacy);
    Bytes32 batch = batch(maker, 1);
    setStopped(pharmacy, "for a test");
    Bytes32 event = Bytes32.random();
    move(
        seals -> {
          SealEntry offer = seals.offer(makersName, pharmacysName, event, packs(0, 1));
          seals.handOver(offer, pharmacysName, event, packs(0, 1));
        });
    List<Long> handover = List.of(lastEntry(maker));
    await().atMost(DEADLINE).until(() -> installation.anchored(handover) == 1);
    long commitments = commitments(maker);

    assertThat(open(maker)).isEqualTo(1);
    assertThat(check(batch, pack(0))).isEqualTo(new PathVerdict.Held(makersName));
    setStopped(pharmacy, null);
    awaitClosed();
    assertThat(open(maker)).isZero();
    assertThat(check(batch, pack(0))).isEqualTo(new PathVerdict.Held(pharmacysName));
    assertThat(commitments(maker)).as("none was made while it waited").isEqualTo(commitments + 1);
  }

  private static void setStopped(UUID organisation, @Nullable String why) {
    installation
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE anchoring.log SET stopped = :why WHERE organisation = :organisation")
                    .bindByType("why", why, String.class)
                    .bind("organisation", organisation)
                    .execute());
  }

  private static long lastEntry(UUID organisation) {
    return installation.count(
        "SELECT max(id) FROM anchoring.entry WHERE organisation = '" + organisation + "'");
  }

  private static long commitments(UUID organisation) {
    return installation.count(
        "SELECT sequence FROM anchoring.log WHERE organisation = '" + organisation + "'");
  }

  private static long open(UUID organisation) {
    return installation.count(
        "SELECT count(*) FROM anchoring.closing WHERE sequence IS NULL AND organisation = '"
            + organisation
            + "'");
  }

  @Test
  void closingsOfARolledBackTransactionAreNotMade() {
    UUID maker = installation.newOrganisation("manufacturer");
    Bytes32 name = name(maker);
    batch(maker, 2);
    Seals seals = new Seals(state);
    seals.end(name, Bytes32.random(), packs(0, 1), false);
    long before = installation.count("SELECT count(*) FROM anchoring.closing");
    installation
        .jdbi()
        .useHandle(
            handle -> {
              handle.begin();
              installation.get(SealLog.class).append(handle, seals.entries());
              handle.rollback();
            });
    assertThat(installation.count("SELECT count(*) FROM anchoring.closing")).isEqualTo(before);
  }
}
