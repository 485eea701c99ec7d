package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.chain.Checked;
import io.pharmatrace.transparency.evidence.Report.Check;
import io.pharmatrace.transparency.evidence.Report.Finding;
import io.pharmatrace.transparency.evidence.Report.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Collects what the steps found. For one bundle and one thread. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  /** Ends the check at the step that failed; never leaves this package. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String words) {
      super(words, null, false, false);
    }
  }

  void ok(Check check, String words) {
    all.add(new Finding(check, Outcome.OK, words));
  }

  void notProven(Check check, String words) {
    all.add(new Finding(check, Outcome.NOT_PROVEN, words));
  }

  Failed failed(Check check, String words) {
    all.add(new Finding(check, Outcome.FAILED, words));
    return new Failed(words);
  }

  void require(boolean holds, Check check, String otherwise) throws Failed {
    if (!holds) {
      throw failed(check, otherwise);
    }
  }

  /**
   * The proven value.
   *
   * @param what of which, for a person
   */
  <T> T proven(Check check, String what, Checked<T> checked) throws Failed {
    return switch (checked) {
      case Checked.Proven<T>(T value) -> value;
      case Checked.Refused<T> refused -> throw failed(check, what + ": " + refused.words());
    };
  }

  List<Finding> all() {
    return List.copyOf(all);
  }

  Report.Verdict verdict() {
    if (all.stream().anyMatch(finding -> finding.outcome() == Outcome.FAILED)) {
      return Report.Verdict.INVALID;
    }
    return all.stream().anyMatch(finding -> finding.outcome() == Outcome.NOT_PROVEN)
        ? Report.Verdict.NO_CONSENSUS
        : Report.Verdict.VALID;
  }
}
