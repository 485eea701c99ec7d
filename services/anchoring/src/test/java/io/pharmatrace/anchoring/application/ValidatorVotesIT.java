package io.pharmatrace.anchoring.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.EntryLog;
import io.pharmatrace.anchoring.Evidence;
import io.pharmatrace.anchoring.Installation;
import io.pharmatrace.anchoring.NewEntry;
import io.pharmatrace.anchoring.domain.ChainIdentity;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ContentDigest;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.UnsaltedUnit;
import io.pharmatrace.transparency.chain.Checked;
import io.pharmatrace.transparency.chain.Checkpoint;
import io.pharmatrace.transparency.chain.PinnedNetwork;
import io.pharmatrace.transparency.chain.ValidatorHistory;
import io.pharmatrace.transparency.evidence.BundleCheck;
import io.pharmatrace.transparency.evidence.Bytes;
import io.pharmatrace.transparency.evidence.Report;
import io.pharmatrace.transparency.evidence.Subject;
import io.pharmatrace.transparency.evidence.TrustedNetwork;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Evidence on a network whose validators changed is valid for who knows the first ones only. The
 * contracts, their state and the database are real; the seals are the test's ({@link QbftHeaders}).
 */
@PharmaTraceInfrastructure
class ValidatorVotesIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final byte[] DOCUMENT = "{\"event\":1}".getBytes(StandardCharsets.UTF_8);
  private static final Bytes32 HASH = Bytes32.random();
  private static final long EPOCH = 30_000;
  private static final long SHORT_EPOCH = 6;

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @BeforeAll
  static void start(Infrastructure infrastructure, @TempDir Path home) {
    installation = Installation.start(infrastructure, home, Map.of());
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  /** Each test has a network of its own over the same state. */
  @BeforeEach
  void forget() {
    installation.jdbi().useHandle(h -> h.execute("DELETE FROM anchoring.validator_header"));
  }

  @Test
  void bundlesShowHowTheValidatorsChanged() {
    UUID author = installation.newOrganisation("distributor");
    long entry = logged(author);
    QbftHeaders chain = new QbftHeaders(installation.get(StateReader.class));
    ValidatorVotes votes = new ValidatorVotes(installation.jdbi(), chain);
    assertThat(valid(chain, votes, entry)).contains("0 changes since");

    chain.change(true, 4);
    assertThat(valid(chain, votes, entry)).contains("4 validators at genesis, 1 changes since");
    long headers = installation.count("SELECT count(*) FROM anchoring.validator_header");
    assertThat(headers).isPositive();

    long out = followed() + 3;
    chain.change(false, out);
    await()
        .atMost(DEADLINE)
        .until(
            () -> {
              installation.append(author, 1);
              return followed() > out;
            });
    chain.asked.clear();
    // As after a restart: what is known is in the table.
    ValidatorVotes later = new ValidatorVotes(installation.jdbi(), chain);
    assertThat(valid(chain, later, entry)).contains("2 changes since");
    assertThat(chain.asked).as("the first change is not searched again").doesNotContain(3L);
    assertThat(installation.count("SELECT count(*) FROM anchoring.validator_header"))
        .isGreaterThan(headers);
  }

  /**
   * Whoever keeps a checkpoint can check what is made later, also if validators changed before it
   * and changed back after it, so that nothing else in a bundle would need it to be shown.
   */
  @Test
  void bundlesShowHowTheValidatorsOfACheckpointCameToBe() {
    UUID author = installation.newOrganisation("distributor");
    long entry = logged(author);
    await()
        .atMost(DEADLINE)
        .until(
            () -> {
              installation.append(author, 1);
              return followed() > 2 * SHORT_EPOCH + 5;
            });
    QbftHeaders chain = new QbftHeaders(installation.get(StateReader.class));
    chain.change(true, SHORT_EPOCH - 1);
    chain.change(false, SHORT_EPOCH + 4);
    chain.change(true, 2 * SHORT_EPOCH + 4);
    NetworkFacts.Facts facts = facts(chain, SHORT_EPOCH);
    ValidatorVotes votes = new ValidatorVotes(installation.jdbi(), chain);
    PinnedNetwork genesis = facts.pinned().orElseThrow();

    // Evidence is made in the first epoch after genesis', and then in the next.
    votes.showing(genesis, Map.of(SHORT_EPOCH + 1, chain.header(SHORT_EPOCH + 1).rlp()));
    long last = 2 * SHORT_EPOCH + 5;
    Bytes header = chain.header(last).rlp();
    List<Bytes> shown = votes.showing(genesis, Map.of(last, header));
    for (long epoch : List.of(1L, 2L)) {
      Checkpoint pinned = votes.checkpoint(genesis, epoch * SHORT_EPOCH).orElseThrow();
      assertThat(pinned.validators().members()).hasSize(epoch == 1 ? 5 : 4);
      assertThat(sealed(genesis, pinned, shown, header)).isInstanceOf(Checked.Proven.class);
      assertThat(sealed(genesis, pinned, List.of(), header)).isInstanceOf(Checked.Refused.class);
    }
    assertThat(votes.checkpoint(genesis, SHORT_EPOCH - 1)).isEmpty();

    EvidenceMaker maker =
        new EvidenceMaker(
            installation.jdbi(),
            installation.get(ChainLink.class),
            chain,
            installation.get(NetworkFacts.class),
            votes,
            installation.get(UsedSignatures.class));
    TrustedNetwork file = maker.network(facts, followed());
    assertThat(file.consensus().orElseThrow().checkpoint()).isPresent();
    assertThat(new String(file.write(), StandardCharsets.UTF_8)).contains("\"checkpoint\":{");
    Report report = new BundleCheck(Optional.of(file)).check(bundle(chain, votes, facts, entry));
    assertThat(report.verdict()).as(report.json()).isEqualTo(Report.Verdict.VALID);
  }

  private static Checked<?> sealed(
      PinnedNetwork genesis, Checkpoint pinned, List<Bytes> votes, Bytes header) {
    PinnedNetwork network =
        new PinnedNetwork(genesis.genesis(), genesis.epochLength(), Optional.of(pinned));
    return switch (ValidatorHistory.replay(network, votes.stream().map(Bytes::array).toList())) {
      case Checked.Proven<ValidatorHistory>(ValidatorHistory history) ->
          history.check(header.array());
      case Checked.Refused<ValidatorHistory> refused -> refused;
    };
  }

  /** Makes a bundle as the maker does on a chain with consensus, and gives what its check says. */
  private static String valid(QbftHeaders chain, ValidatorVotes votes, long entry) {
    NetworkFacts.Facts facts = facts(chain, EPOCH);
    byte[] bundle = bundle(chain, votes, facts, entry);
    Report report = new BundleCheck(Optional.of(facts.network())).check(bundle);
    assertThat(report.verdict()).as(report.json()).isEqualTo(Report.Verdict.VALID);
    return report.json();
  }

  private static NetworkFacts.Facts facts(QbftHeaders chain, long epoch) {
    ChainLink.Target anvil = installation.get(ChainLink.class).target();
    return new NetworkFacts(chain, epoch)
        .of(
            new ChainLink.Target(
                new ChainIdentity(
                    anvil.identity().chainId(), anvil.identity().genesisHash(), "besu/test"),
                anvil.contracts(),
                Optional.empty()));
  }

  private static byte[] bundle(
      QbftHeaders chain, ValidatorVotes votes, NetworkFacts.Facts facts, long entry) {
    Subject.Document document = new Subject.Document(Bytes.of(DOCUMENT), HASH);
    Drafting.Draft.Ready draft =
        (Drafting.Draft.Ready)
            installation
                .jdbi()
                .inTransaction(h -> new Drafting(h).event(entry, Optional.of(document), List.of()));
    return new Capturing(chain, votes, facts, draft.plan()).bundle(draft.subject()).write();
  }

  private static long logged(UUID author) {
    NewEntry event =
        new NewEntry(
            EntryType.CUSTODY_EVENT,
            ContentDigest.ofEvent(HASH, DOCUMENT),
            List.of(UnsaltedUnit.pack("https://id.gs1.org/01/09506000134352/21/1")));
    long entry =
        installation
            .jdbi()
            .inTransaction(h -> installation.get(EntryLog.class).append(h, author, List.of(event)))
            .getFirst();
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                installation.get(Evidence.class).event(entry, Optional.empty(), List.of(unit()))
                    instanceof Evidence.Answer.Made);
    return entry;
  }

  private static String unit() {
    return "https://id.gs1.org/01/09506000134352/21/1";
  }

  private static long followed() {
    return installation.count("SELECT followed FROM anchoring.chain");
  }
}
