package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ContentDigest;
import io.pharmatrace.transparency.chain.Checked;
import io.pharmatrace.transparency.chain.RegistryState.Entitlement;
import io.pharmatrace.transparency.evidence.CommitmentCheck.Proven;
import io.pharmatrace.transparency.evidence.Findings.Failed;
import io.pharmatrace.transparency.evidence.Report.Check;
import io.pharmatrace.transparency.evidence.Subject.Custody;
import io.pharmatrace.transparency.evidence.Subject.Document;
import io.pharmatrace.transparency.path.CustodyPath;
import io.pharmatrace.transparency.path.Hop;
import io.pharmatrace.transparency.path.Origin;
import io.pharmatrace.transparency.path.PathVerdict;
import io.pharmatrace.transparency.path.ProvenChain;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the path of a pack holds, and where it leads. */
final class CustodyCheck {
  private static final byte PREFIX_DOMAIN = 0x06;

  private final ProvenBundle proven;
  private final Findings findings;

  CustodyCheck(ProvenBundle proven, Findings findings) {
    this.proven = proven;
    this.findings = findings;
  }

  Shown run(Custody custody) throws Failed {
    checkGrant(custody.path().origin(), custody.grant());
    Chain chain = new Chain(custody.open());
    PathVerdict verdict = custody.path().check(custody.epc(), chain);
    chain.requireProven();
    if (verdict instanceof PathVerdict.Invalid(int hop, PathVerdict.Flaw flaw)) {
      throw findings.failed(
          flaw == PathVerdict.Flaw.WENT_ON ? Check.PRESENT : Check.PATH,
          "%s: %s".formatted(PathWords.place(hop, custody.path()), PathWords.of(flaw)));
    }
    List<Report.Step> steps = new PathSteps(proven).of(custody.path());
    for (int i = 0; i < steps.size(); i++) {
      findings.ok(Check.PATH, PathSteps.words(i, steps.get(i)));
    }
    findings.ok(
        Check.PATH,
        "From the batch on, %d steps, each the one successor of the one before."
            .formatted(custody.path().hops().size()));
    String at =
        "at %s (block %d)"
            .formatted(Instant.ofEpochSecond(proven.present().time()), proven.present().number());
    findings.require(
        custody.open().isPresent() == chain.asked,
        Check.PRESENT,
        "There is a proof of an open slot, and the pack ended for good.");
    findings.ok(
        Check.PRESENT,
        chain.asked
            ? "The slot to which they lead was still open " + at + "."
            : "They end for good.");
    checkEvents(custody);
    return new Shown(
        words(custody, verdict, at), custody.events().stream().map(Shown::text).toList(), steps);
  }

  private void checkGrant(Origin origin, Subject.Grant grant) throws Failed {
    String maker = proven.nameOf(origin.manufacturer());
    ByteArrayOutputStream prefix = new ByteArrayOutputStream();
    prefix.write(PREFIX_DOMAIN);
    prefix.writeBytes(grant.salt().bytes());
    prefix.writeBytes(origin.companyPrefix().getBytes(StandardCharsets.US_ASCII));
    Entitlement entitlement =
        findings.proven(
            Check.ENTITLEMENT,
            maker,
            proven
                .registry()
                .entitlement(
                    origin.manufacturer(),
                    ContentDigest.ofDocument(prefix.toByteArray()),
                    Bytes.arrays(grant.entitlement())));
    boolean covered =
        proven
            .commitment(origin.manufacturer(), origin.batch().sequence())
            .filter(batch -> entitlement.covers(batch.record().block()))
            .isPresent();
    findings.require(
        covered,
        Check.ENTITLEMENT,
        "%s might not make packs under the company prefix %s when it committed the batch."
            .formatted(maker, origin.companyPrefix()));
    findings.ok(
        Check.ENTITLEMENT,
        "%s might make packs under the company prefix %s."
            .formatted(maker, origin.companyPrefix()));
  }

  private void checkEvents(Custody custody) throws Failed {
    List<Document> events = custody.events();
    if (events.isEmpty()) {
      return;
    }
    List<Bytes32> expected = eventsOf(custody.path());
    findings.require(
        events.stream().map(Document::digest).toList().equals(expected),
        Check.DOCUMENT,
        "The documents are not the %d events of the path, in its order."
            .formatted(expected.size()));
    findings.ok(
        Check.DOCUMENT, "The %d documents are the events of the path.".formatted(expected.size()));
  }

  /** What the entries of a path are about, in its order; two entries may be about one event. */
  static List<Bytes32> eventsOf(CustodyPath path) {
    List<Bytes32> events = new ArrayList<>();
    events.add(path.origin().batch().entry().entry().contentDigest());
    for (Hop hop : path.hops()) {
      switch (hop) {
        case Hop.Handover handover -> {
          events.add(handover.shipped().event());
          events.add(handover.received().event());
        }
        case Hop.Reactivation undone -> events.add(undone.stated().event());
        default -> events.add(hop.closing().closer().entry().entry().contentDigest());
      }
    }
    return events;
  }

  private String words(Custody custody, PathVerdict verdict, String at) {
    String maker = proven.nameOf(custody.path().origin().manufacturer());
    String where =
        switch (verdict) {
          case PathVerdict.Held(Bytes32 holder) -> "was held by " + proven.nameOf(holder);
          case PathVerdict.Ended(Bytes32 holder, Bytes32 closer, Optional<Instant> until) ->
              "had ended its life at "
                  + proven.nameOf(holder)
                  + until.map(time -> ", which could be undone until " + time).orElse("");
          case PathVerdict.Invalid invalid -> throw new IllegalStateException("found before");
        };
    return "Pack %s, made by %s, %s %s.".formatted(custody.epc(), maker, where, at);
  }

  /** What a path may ask of the chain. */
  private final class Chain implements ProvenChain {
    private final Optional<List<Bytes>> open;
    private Optional<Checked<BigInteger>> answer = Optional.empty();
    private boolean asked;

    Chain(Optional<List<Bytes>> open) {
      this.open = open;
    }

    @Override
    public Optional<Recorded> commitment(Bytes32 organisation, long sequence) {
      return proven.commitment(organisation, sequence).map(Chain::recorded);
    }

    private static Recorded recorded(Proven commitment) {
      return new Recorded(commitment.content(), Instant.ofEpochSecond(commitment.record().time()));
    }

    /** What is not proven open counts as closed. */
    @Override
    public BigInteger closed(Bytes32 organisation, Bytes32 seal) {
      asked = true;
      answer = open.map(nodes -> proven.ledger().closed(organisation, seal, Bytes.arrays(nodes)));
      return answer.isPresent() && answer.get() instanceof Checked.Proven<BigInteger>(var slots)
          ? slots
          : BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    }

    void requireProven() throws Failed {
      if (!asked) {
        return;
      }
      findings.require(
          answer.isPresent(), Check.PRESENT, "Whether the pack has gone on is not shown.");
      findings.proven(Check.PRESENT, "The last slot", answer.orElseThrow());
      findings.require(
          !proven.isFrozen(),
          Check.PRESENT,
          "The ledger was frozen: whether the pack has gone on, its successor tells.");
    }

    /** Checked before, for the block of the batch. */
    @Override
    public boolean mayCommission(Bytes32 organisation, String companyPrefix) {
      return true;
    }
  }
}
