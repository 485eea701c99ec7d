package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.evidence.Findings.Failed;
import io.pharmatrace.transparency.evidence.Report.Check;
import java.util.List;
import java.util.Optional;

/**
 * Checks bundles against what is trusted of a network. For one thread; several bundles of one
 * network are checked faster by one of these.
 */
public final class BundleCheck {
  private final Optional<TrustedNetwork> trusted;
  private final KnownHeaders known = new KnownHeaders();

  /**
   * A check.
   *
   * @param trusted empty when nothing is trusted: then no bundle is valid, only consistent
   */
  public BundleCheck(Optional<TrustedNetwork> trusted) {
    this.trusted = trusted;
  }

  /** Reads and checks a file, of any bytes. */
  public Report check(byte[] file) {
    try {
      return check(Bundle.read(file));
    } catch (MalformedException e) {
      Findings findings = new Findings();
      Failed failed = findings.failed(Check.FORMAT, "This is no bundle: " + e.getMessage());
      return report(findings, failed);
    }
  }

  private Report check(Bundle bundle) {
    Findings findings = new Findings();
    findings.ok(Check.FORMAT, "The file is a bundle of the format " + bundle.format() + ".");
    try {
      ProvenBundle proven = new ChainCheck(bundle, trusted, known, findings).run();
      Shown shown =
          switch (bundle.subject()) {
            case Subject.Event event -> new EventCheck(proven, findings).run(event);
            case Subject.Custody custody -> new CustodyCheck(proven, findings).run(custody);
          };
      proven.requireUsed(findings);
      return new Report(
          findings.verdict(), findings.all(), shown.words(), shown.documents(), shown.steps());
    } catch (Failed failed) {
      return report(findings, failed);
    }
  }

  private static Report report(Findings findings, Failed failed) {
    if (findings.verdict() != Report.Verdict.INVALID) {
      throw new IllegalStateException("a step failed and is not among the findings", failed);
    }
    return new Report(Report.Verdict.INVALID, findings.all(), "", List.of(), List.of());
  }
}
