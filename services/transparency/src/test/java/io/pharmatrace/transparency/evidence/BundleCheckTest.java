package io.pharmatrace.transparency.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pharmatrace.transparency.evidence.Report.Check;
import io.pharmatrace.transparency.evidence.Report.Finding;
import io.pharmatrace.transparency.evidence.Report.Outcome;
import io.pharmatrace.transparency.evidence.Report.Step;
import io.pharmatrace.transparency.evidence.Report.Verdict;
import io.pharmatrace.transparency.path.RecordedJourney;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What honest bundles show. */
class BundleCheckTest {
  private final TestBundles held = new TestBundles(new RecordedJourney().toTheWholesaler());
  private final TestBundles ended = new TestBundles(new RecordedJourney().toTheEnd());

  private static Report check(Bundle bundle) {
    return new BundleCheck(Optional.of(TestBundles.TRUSTED)).check(bundle.write());
  }

  @Test
  void thePresentCustodyOfAPackIsProven() {
    Report report = check(held.custody(false, held.commitments()));

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.VALID);
    assertThat(report.findings()).allMatch(finding -> finding.outcome() == Outcome.OK);
    assertThat(report.shown())
        .isEqualTo(
            "Pack %s, made by Maker Ltd. \u00e9 (GLN 9521101000009), was held by Wholesaler Ltd. \u00e9 (GLN 9521101000009) at 2026-11-22T08:00:01Z (block 26)."
                .formatted(RecordedJourney.PACK));
    assertThat(report.documents()).isEmpty();
  }

  @Test
  void theHistoryOfAPackIsProvenToItsEnd() {
    Report report = check(ended.custody(true, ended.commitments()));

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.VALID);
    assertThat(report.shown()).contains("had ended its life at Pharmacy Ltd.");
    assertThat(report.documents()).hasSize(10).allMatch(text -> text.contains("ObjectEvent"));
  }

  /** The bundle of a pack is its whole chain, and the auditor reads it there. */
  @Test
  void eachStepBackToTheBatchIsNamed() {
    Report report = check(ended.custody(false, ended.commitments()));

    String maker = "Maker Ltd. \u00e9 (GLN 9521101000009)";
    String wholesaler = maker.replace("Maker", "Wholesaler");
    String pharmacy = maker.replace("Maker", "Pharmacy");
    assertThat(report.steps())
        .extracting(Step::kind, Step::from, step -> step.to().orElse(""))
        .containsExactly(
            tuple("BATCH", maker, maker),
            tuple("PACK", maker, maker),
            tuple("HANDOVER", maker, wholesaler),
            tuple("UNPACK", wholesaler, wholesaler),
            tuple("HANDOVER", wholesaler, pharmacy),
            tuple("FINAL", pharmacy, ""),
            tuple("REACTIVATION", pharmacy, pharmacy),
            tuple("FINAL", pharmacy, ""));
    assertThat(report.findings())
        .extracting(Finding::words)
        .contains(
            "The batch: made by %s; in its commitment 1, block 20 of 2026-11-22T08:00:00Z."
                .formatted(maker),
            "Step 2: handed over by %s to %s; in its commitment 4, block 24 of 2026-11-22T08:00:00Z."
                .formatted(maker, wholesaler),
            "Step 7: ended its life at %s; in its commitment 4, block 31 of 2026-11-24T08:00:00Z."
                .formatted(pharmacy));
    assertThat(report.json())
        .contains(
            "\"steps\":[{\"block\":20,\"commitment\":1,\"from\":\"%s\",\"kind\":\"BATCH\",\"time\":\"2026-11-22T08:00:00Z\",\"to\":\"%s\"},"
                .formatted(maker, maker));
  }

  @Test
  void oldCommitmentsAreProvenByOldCaptures() {
    Report report = check(ended.custody(true, 1, 4, ended.commitments()));

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.VALID);
    assertThat(report.findings()).filteredOn(finding -> finding.check() == Check.BLOCK).hasSize(3);
  }

  /** Nothing shows that the log of a capture continues that of the capture before. */
  @Test
  void ofGrowthOnlyWhatOneCaptureShowsIsSaid() {
    Report report = check(held.custody(false, 3, held.commitments()));

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.VALID);
    assertThat(report.findings())
        .filteredOn(finding -> finding.check() == Check.GROWTH)
        .extracting(Finding::words)
        .containsExactlyInAnyOrder(
            "Maker Ltd. \u00e9 (GLN 9521101000009): from commitment 1 to 3 the log only grew, from 1 entries to 3.",
            "Wholesaler Ltd. \u00e9 (GLN 9521101000009): from commitment 1 to 2 the log only grew, from 1 entries to 2.");
  }

  @Test
  void anEventIsProvenWithItsDocument() {
    Report report = check(held.batchEvent());

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.VALID);
    assertThat(report.shown()).contains("logged this event, at the latest at 2026-11-22T08:00:00Z");
    assertThat(report.documents()).hasSize(1);
  }

  @Test
  void oneUnitIsDisclosedWithoutTheOthersAndWithoutTheEvent() {
    Bundle bundle = held.batchUnit();
    Report report = check(bundle);

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.VALID);
    assertThat(report.shown()).contains("It names " + RecordedJourney.PACK + ".");
    assertThat(report.documents()).isEmpty();
    assertThat(new String(bundle.write(), StandardCharsets.UTF_8))
        .doesNotContain(RecordedJourney.OTHER_PACK);
  }

  @Test
  void aDevelopmentChainProvesNoConsensus() {
    byte[] file = held.onADevelopmentChain().custody(true, held.commitments()).write();

    Report report = new BundleCheck(Optional.of(TestBundles.DEVELOPMENT)).check(file);
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.NO_CONSENSUS);
    assertThat(report.shown()).contains("was held by Wholesaler Ltd.");
    assertThat(new BundleCheck(Optional.of(TestBundles.TRUSTED)).check(file).verdict())
        .as("not for a network that has validators")
        .isEqualTo(Verdict.INVALID);
  }

  @Test
  void aBundleDoesNotPinItself() {
    byte[] file = held.custody(false, held.commitments()).write();

    assertThat(new BundleCheck(Optional.empty()).check(file).verdict())
        .isEqualTo(Verdict.NO_CONSENSUS);
    assertThat(new BundleCheck(Optional.of(TestBundles.DEVELOPMENT)).check(file).verdict())
        .isEqualTo(Verdict.INVALID);
  }
}
