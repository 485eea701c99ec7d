package io.pharmatrace.transparency.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.chain.TestBlocks;
import io.pharmatrace.transparency.evidence.Report.Check;
import io.pharmatrace.transparency.evidence.Report.Finding;
import io.pharmatrace.transparency.evidence.Report.Outcome;
import io.pharmatrace.transparency.evidence.Report.Verdict;
import io.pharmatrace.transparency.path.CustodyPath;
import io.pharmatrace.transparency.path.RecordedJourney;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** At which step bundles are refused that do not hold. */
class RefusedBundlesTest {
  private final TestBundles held = new TestBundles(new RecordedJourney().toTheWholesaler());
  private final TestBundles ended = new TestBundles(new RecordedJourney().toTheEnd());

  private static Report check(Bundle bundle) {
    return new BundleCheck(Optional.of(TestBundles.TRUSTED)).check(bundle.write());
  }

  private static void refused(Check at, Bundle bundle) {
    Report report = check(bundle);
    assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(report.findings().getLast())
        .as(report.toString())
        .extracting(Finding::check, Finding::outcome)
        .containsExactly(at, Outcome.FAILED);
    assertThat(report.shown()).isEmpty();
    assertThat(report.documents()).isEmpty();
    assertThat(report.steps()).isEmpty();
  }

  @Test
  void anotherNetworkIsRefused() {
    Bundle bundle = held.batchEvent();
    Bundle.Network network = bundle.network();
    refused(
        Check.NETWORK,
        with(bundle, new Bundle.Network(2027, network.ledger(), network.registry())));
    refused(
        Check.NETWORK,
        with(bundle, new Bundle.Network(2026, network.registry(), network.registry())));
  }

  private static Bundle with(Bundle bundle, Bundle.Network network) {
    return new Bundle(
        bundle.format(),
        network,
        bundle.votes(),
        bundle.captures(),
        bundle.registry(),
        bundle.members(),
        bundle.subject());
  }

  private static Bundle with(Bundle bundle, List<Capture> captures, List<Membership> members) {
    return new Bundle(
        bundle.format(),
        bundle.network(),
        bundle.votes(),
        captures,
        bundle.registry(),
        members,
        bundle.subject());
  }

  private static Bundle with(Bundle bundle, Subject subject) {
    return new Bundle(
        bundle.format(),
        bundle.network(),
        bundle.votes(),
        bundle.captures(),
        bundle.registry(),
        bundle.members(),
        subject);
  }

  @Test
  void aBlockWithoutAQuorumIsRefused() {
    Bundle bundle = held.batchEvent();
    Capture capture = bundle.captures().getFirst();
    byte[] header = TestBlocks.hardlySealed(21, held.stateRoot(1), 1_795_334_401);
    refused(
        Check.BLOCK,
        with(
            bundle,
            List.of(
                new Capture(
                    new Capture.BlockProof.Sealed(Bytes.of(header)),
                    capture.ledger(),
                    capture.logs())),
            bundle.members()));
  }

  @Test
  void withoutTheVotesTheLaterValidatorsAreNobody() {
    Bundle bundle = held.batchEvent();
    refused(
        Check.BLOCK,
        new Bundle(
            bundle.format(),
            bundle.network(),
            List.of(),
            bundle.captures(),
            bundle.registry(),
            bundle.members(),
            bundle.subject()));
  }

  @Test
  void whoIsNotShownToBeAMemberIsNobody() {
    Bundle bundle = held.batchEvent();
    refused(Check.MEMBERS, with(bundle, bundle.captures(), List.of()));
  }

  @Test
  void whatTheBundleIsNotAboutHasNoPlaceInIt() {
    Bundle event = held.batchEvent();
    Bundle all = held.custody(false, held.commitments());
    refused(Check.MEMBERS, with(all, event.subject()));
  }

  @Test
  void aCommitmentUnderAKeyThatWasNotRegisteredIsRefused() {
    refused(Check.SIGNATURES, held.signedBy(20).batchEvent());
  }

  @Test
  void aPrefixThatWasGrantedLaterGivesNoRight() {
    refused(Check.ENTITLEMENT, held.grantedIn(100, 0).custody(false, held.commitments()));
    refused(Check.ENTITLEMENT, held.grantedIn(9, 20).custody(false, held.commitments()));
    assertThat(check(held.grantedIn(9, 21).custody(false, held.commitments())).verdict())
        .as("withdrawn afterwards")
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void aBatchFromBeforeTheGrantGivesNoRight() {
    TestBundles later = new TestBundles(new RecordedJourney().toTheWholesaler().batchShownLater());
    refused(Check.PATH, later.grantedIn(21, 0).custody(false, later.commitments()));
    TestBundles again = new TestBundles(new RecordedJourney().toTheWholesaler().batchLoggedAgain());
    refused(Check.PATH, again.grantedIn(26, 0).custody(false, again.commitments()));
  }

  @Test
  void aPackThatWentOnIsNotHeldAnyMore() {
    Bundle old = new TestBundles(held.journey()).custody(false, held.commitments());
    Subject.Custody custody = (Subject.Custody) old.subject();
    var path = custody.path();
    var shorter = new CustodyPath(path.origin(), path.hops().subList(0, 1));
    refused(
        Check.PRESENT,
        with(
            old,
            new Subject.Custody(
                custody.epc(),
                shorter,
                custody.grant(),
                Optional.of(held.closed(shorter)),
                List.of())));
  }

  /** What was open in the ledger when it ended may be closed in its successor. */
  @Test
  void whoHasAPackNowAFrozenLedgerDoesNotTell() {
    assertThat(check(held.frozen().batchEvent()).verdict()).isEqualTo(Verdict.VALID);
    assertThat(check(ended.frozen().custody(false, ended.commitments())).verdict())
        .isEqualTo(Verdict.VALID);
    refused(Check.PRESENT, held.custody(false, held.commitments()));
  }

  @Test
  void whatIsNotProvenOpenCountsAsClosed() {
    Bundle bundle = held.custody(false, held.commitments());
    Subject.Custody custody = (Subject.Custody) bundle.subject();
    refused(
        Check.PRESENT,
        with(
            bundle,
            new Subject.Custody(
                custody.epc(), custody.path(), custody.grant(), Optional.empty(), List.of())));
  }

  @Test
  void eventsAreThoseOfThePathAndAllOfThem() {
    Bundle bundle = ended.custody(true, ended.commitments());
    Subject.Custody custody = (Subject.Custody) bundle.subject();
    refused(
        Check.DOCUMENT,
        with(
            bundle,
            new Subject.Custody(
                custody.epc(),
                custody.path(),
                custody.grant(),
                custody.open(),
                custody.events().subList(1, 10))));
  }

  @Test
  void theDocumentOfAnotherEventIsRefused() {
    Bundle bundle = held.batchEvent();
    Subject.Event event = (Subject.Event) bundle.subject();
    refused(
        Check.DOCUMENT,
        with(
            bundle,
            new Subject.Event(
                event.organisation(),
                event.logged(),
                Optional.empty(),
                event.document().map(d -> new Subject.Document(d.content(), Bytes32.ZERO)),
                List.of())));
  }

  @Test
  void anythingElseIsNoBundle() {
    for (String text :
        List.of("", "{}", "[]", "\u0000", "{\"format\":\"pharmatrace-evidence/2\"}")) {
      Report report =
          new BundleCheck(Optional.of(TestBundles.TRUSTED))
              .check(text.getBytes(StandardCharsets.UTF_8));
      assertThat(report.findings()).hasSize(1);
      assertThat(report.findings().getFirst().check()).isEqualTo(Check.FORMAT);
      assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
    }
  }
}
