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
import io.pharmatrace.transparency.evidence.Bundle;
import io.pharmatrace.transparency.evidence.BundleCheck;
import io.pharmatrace.transparency.evidence.Bytes;
import io.pharmatrace.transparency.evidence.Report;
import io.pharmatrace.transparency.evidence.Subject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

  @Test
  void bundlesShowHowTheValidatorsChanged(Infrastructure infrastructure, @TempDir Path home) {
    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      UUID author = installation.newOrganisation("distributor");
      long entry = logged(installation, author);
      QbftHeaders chain = new QbftHeaders(installation.get(StateReader.class));
      ValidatorVotes votes = new ValidatorVotes(installation.jdbi(), chain);
      assertThat(valid(installation, chain, votes, entry)).contains("0 changes since");

      chain.change(true, 4);
      assertThat(valid(installation, chain, votes, entry))
          .contains("4 validators at genesis, 1 changes since");
      long headers = installation.count("SELECT count(*) FROM anchoring.validator_header");
      assertThat(headers).isPositive();

      long out = followed(installation) + 3;
      chain.change(false, out);
      await()
          .atMost(DEADLINE)
          .until(
              () -> {
                installation.append(author, 1);
                return followed(installation) > out;
              });
      chain.asked.clear();
      // As after a restart: what is known is in the table.
      ValidatorVotes later = new ValidatorVotes(installation.jdbi(), chain);
      assertThat(valid(installation, chain, later, entry)).contains("2 changes since");
      assertThat(chain.asked).as("the first change is not searched again").doesNotContain(3L);
      assertThat(installation.count("SELECT count(*) FROM anchoring.validator_header"))
          .isGreaterThan(headers);
    }
  }

  /** Makes a bundle as the maker does on a chain with consensus, and gives what its check says. */
  private static String valid(
      Installation installation, QbftHeaders chain, ValidatorVotes votes, long entry) {
    ChainLink.Target anvil = installation.get(ChainLink.class).target();
    ChainLink.Target target =
        new ChainLink.Target(
            new ChainIdentity(
                anvil.identity().chainId(), anvil.identity().genesisHash(), "besu/test"),
            anvil.contracts(),
            Optional.empty());
    NetworkFacts.Facts facts = new NetworkFacts(chain, EPOCH).of(target);
    Subject.Document document = new Subject.Document(Bytes.of(DOCUMENT), HASH);
    Drafting.Draft.Ready draft =
        (Drafting.Draft.Ready)
            installation
                .jdbi()
                .inTransaction(h -> new Drafting(h).event(entry, Optional.of(document), List.of()));
    Bundle bundle = new Capturing(chain, votes, facts, draft.plan()).bundle(draft.subject());
    Report report = new BundleCheck(Optional.of(facts.network())).check(bundle.write());
    assertThat(report.verdict()).as(report.json()).isEqualTo(Report.Verdict.VALID);
    return report.json();
  }

  private static long logged(Installation installation, UUID author) {
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

  private static long followed(Installation installation) {
    return installation.count("SELECT followed FROM anchoring.chain");
  }
}
