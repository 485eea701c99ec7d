package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ContentDigest;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.UnsaltedUnit;
import io.pharmatrace.transparency.evidence.BundleCheck;
import io.pharmatrace.transparency.evidence.Bytes;
import io.pharmatrace.transparency.evidence.Report;
import io.pharmatrace.transparency.evidence.Subject;
import io.pharmatrace.transparency.evidence.TrustedNetwork;
import io.pharmatrace.transparency.seal.Contents;
import io.pharmatrace.transparency.seal.Position;
import io.pharmatrace.transparency.seal.SealEntry;
import io.pharmatrace.transparency.seal.SealState;
import io.pharmatrace.transparency.seal.Seals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bundles of what really is on the contracts hold; on a development chain but for the consensus
 * that it does not have.
 */
@PharmaTraceInfrastructure
class EvidenceIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String PREFIX = "9506000";
  private static final byte[] DOCUMENT = "{\"event\":1}".getBytes(StandardCharsets.UTF_8);
  private static final Bytes32 HASH = Bytes32.random();

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  /** What a bundle that holds is worth on the chain of this test run. */
  @SuppressWarnings("NullAway.Init")
  private static Report.Verdict holds;

  private final Map<String, Position> positions = new HashMap<>();

  private final SealState state =
      new SealState() {
        @Override
        public Optional<Position> position(String epc) {
          return Optional.ofNullable(positions.get(epc));
        }

        @Override
        public Optional<Contents> contents(String container) {
          return Optional.empty();
        }
      };

  @BeforeAll
  static void start(Infrastructure infrastructure, @TempDir Path home) {
    installation = Installation.start(infrastructure, home, Map.of());
    holds =
        infrastructure.chain().hasValidators() ? Report.Verdict.VALID : Report.Verdict.NO_CONSENSUS;
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  private static String pack(int number) {
    return "https://id.gs1.org/01/09506000134352/21/" + number;
  }

  private static Evidence evidence() {
    return installation.get(Evidence.class);
  }

  private static Bytes32 name(UUID organisation) {
    return installation
        .jdbi()
        .inTransaction(h -> installation.get(SealLog.class).nameOnChain(h, organisation));
  }

  private static long log(UUID organisation, EntryType type, int packs) {
    NewEntry entry =
        new NewEntry(
            type,
            ContentDigest.ofEvent(HASH, DOCUMENT),
            IntStream.range(0, packs).mapToObj(i -> UnsaltedUnit.pack(pack(i))).toList());
    return installation
        .jdbi()
        .inTransaction(
            h -> installation.get(EntryLog.class).append(h, organisation, List.of(entry)))
        .getFirst();
  }

  private void move(Consumer<Seals> moves) {
    Seals seals = new Seals(state);
    moves.accept(seals);
    installation
        .jdbi()
        .useTransaction(h -> installation.get(SealLog.class).append(h, seals.entries()));
    seals
        .moved()
        .forEach(
            (epc, to) ->
                to.ifPresentOrElse(
                    value -> positions.put(epc, value), () -> positions.remove(epc)));
  }

  /** Waits for it, and checks it as an auditor of this chain would. */
  private static Report report(java.util.function.Supplier<Evidence.Answer> ask) {
    await().atMost(DEADLINE).until(() -> ask.get() instanceof Evidence.Answer.Made);
    Evidence.Answer.Made made = (Evidence.Answer.Made) ask.get();
    TrustedNetwork network = evidence().network().orElseThrow();
    Report report = new BundleCheck(Optional.of(network)).check(made.file().array());
    assertThat(report.verdict()).as(report.toString()).isEqualTo(holds);
    return report;
  }

  private static Optional<Subject.Document> document() {
    return Optional.of(new Subject.Document(Bytes.of(DOCUMENT), HASH));
  }

  @Test
  void anEventIsShownWithItsDocumentToWhoHasOnlyTheFile() {
    UUID author = installation.newOrganisation("distributor");
    installation.append(author, 5);
    long entry = log(author, EntryType.CUSTODY_EVENT, 3);
    installation.append(author, 5);

    Report report = report(() -> evidence().event(entry, document(), List.of()));

    assertThat(report.shown()).contains("logged this event").contains("Organisation 9506000");
    assertThat(report.documents()).containsExactly(new String(DOCUMENT, StandardCharsets.UTF_8));
  }

  @Test
  void oneUnitIsDisclosedWithoutTheOthers() {
    UUID author = installation.newOrganisation("distributor");
    long entry = log(author, EntryType.CUSTODY_EVENT, 3);
    long batch = log(author, EntryType.BATCH, 300);

    for (long each : List.of(entry, batch)) {
      Report report = report(() -> evidence().event(each, Optional.empty(), List.of(pack(2))));
      assertThat(report.shown()).contains("It names " + pack(2) + ".");
      Evidence.Answer.Made made =
          (Evidence.Answer.Made) evidence().event(each, Optional.empty(), List.of(pack(2)));
      assertThat(new String(made.file().array(), StandardCharsets.UTF_8))
          .contains(pack(2) + "\"")
          .doesNotContain(pack(1) + "\"");
    }
    assertThatThrownBy(() -> evidence().event(entry, Optional.empty(), List.of(pack(7))))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void theCustodyOfAPackIsShownBackToItsBatch() {
    UUID maker = installation.newOrganisation("manufacturer");
    UUID pharmacy = installation.newOrganisation("pharmacist");
    Bytes32 makersName = name(maker);
    Bytes32 pharmacysName = name(pharmacy);
    // So that the batch is in a later commitment, which is shown to be the first with it.
    List<Long> before = installation.append(maker, 3);
    await().atMost(DEADLINE).until(() -> installation.anchored(before) == 3);
    List<Bytes32> notes = new ArrayList<>();
    move(
        seals ->
            seals
                .make(makersName, Bytes32.random(), List.of(pack(0), pack(1), pack(2)))
                .notes()
                .forEach(note -> notes.add(note.hash())));
    Bytes32 batch = notes.getFirst();
    Bytes32 event = Bytes32.random();
    move(
        seals -> {
          SealEntry offer =
              seals.offer(makersName, pharmacysName, event, List.of(pack(0), pack(1)));
          seals.handOver(offer, pharmacysName, event, List.of(pack(0), pack(1)));
        });
    move(seals -> seals.end(pharmacysName, event, List.of(pack(1)), true));

    assertThat(reported(batch, pack(2), maker, "was held by")).contains("made by");
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                evidence().custody(batch, pack(1), PREFIX, pharmacy)
                        instanceof Evidence.Answer.Made made1
                    && check(made1).shown().contains("had ended its life"));
    assertThat(reported(batch, pack(0), pharmacy, "was held by"))
        .contains(nameOf(pharmacy))
        .contains("made by " + nameOf(maker));
    assertThat(evidence().custody(batch, pack(0), "95060", pharmacy))
        .as("a prefix that governors did not grant")
        .isInstanceOfSatisfying(
            Evidence.Answer.NotNow.class,
            answer -> assertThat(answer.why()).contains("company prefix 95060"));
    assertThat(reported(batch, pack(1), pharmacy, "had ended its life at " + nameOf(pharmacy)))
        .contains("which could be undone until");
  }

  private static String reported(Bytes32 batch, String epc, UUID holder, String words) {
    String shown = report(() -> evidence().custody(batch, epc, PREFIX, holder)).shown();
    assertThat(shown).contains(words);
    return shown;
  }

  private static Report check(Evidence.Answer.Made made) {
    return new BundleCheck(evidence().network()).check(made.file().array());
  }

  private static String nameOf(UUID organisation) {
    return installation
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT name FROM registry.organisation WHERE id = :id")
                    .bind("id", organisation)
                    .mapTo(String.class)
                    .one());
  }

  @Test
  void whatIsNotOnChainYetHasNoBundle() {
    UUID author = installation.newOrganisation("distributor");
    long entry = log(author, EntryType.CUSTODY_EVENT, 1);

    Evidence.Answer answer = evidence().event(entry, document(), List.of());
    if (answer instanceof Evidence.Answer.NotNow(String why)) {
      assertThat(why).contains("not confirmed on chain");
    }
    report(() -> evidence().event(entry, document(), List.of()));
  }

  /** What cannot hold is not handed out. */
  @Test
  void aDocumentThatIsNotTheEventMakesNoBundle() {
    UUID author = installation.newOrganisation("distributor");
    long entry = log(author, EntryType.CUSTODY_EVENT, 1);
    report(() -> evidence().event(entry, document(), List.of()));

    Optional<Subject.Document> other =
        Optional.of(new Subject.Document(Bytes.of(DOCUMENT), Bytes32.random()));
    assertThatThrownBy(() -> evidence().event(entry, other, List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not hold");
  }
}
