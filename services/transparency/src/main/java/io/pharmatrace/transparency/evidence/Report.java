package io.pharmatrace.transparency.evidence;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What checking a bundle found.
 *
 * @param verdict the answer
 * @param findings each step, in order; nothing follows the first that failed
 * @param shown what is shown, in words; empty when the bundle is invalid
 * @param documents the events that are disclosed and belong to it, as text; none when it is invalid
 */
public record Report(
    Verdict verdict, List<Finding> findings, String shown, List<String> documents) {
  public Report {
    findings = List.copyOf(findings);
    documents = List.copyOf(documents);
  }

  /** All of it as one line of JSON: documents, findings, shown and verdict. */
  public String json() {
    return members(
            Map.of(
                "documents",
                new Json.Items(documents.stream().<Json>map(Json.Text::new).toList()),
                "findings",
                new Json.Items(findings.stream().map(Report::json).toList()),
                "shown",
                new Json.Text(shown),
                "verdict",
                new Json.Text(verdict.name())))
        .write();
  }

  private static Json json(Finding finding) {
    return members(
        Map.of(
            "check", new Json.Text(finding.check().name()),
            "outcome", new Json.Text(finding.outcome().name()),
            "words", new Json.Text(finding.words())));
  }

  private static Json members(Map<String, Json> members) {
    return new Json.Members(new TreeMap<>(members));
  }

  /** The answer. */
  public enum Verdict {
    /** Proven, given the network file. */
    VALID,
    /** A step failed; nothing is proven. */
    INVALID,
    /** All that is there fits together, but no consensus vouches for it. */
    NO_CONSENSUS
  }

  /** How a step went. */
  public enum Outcome {
    /** It holds. */
    OK,
    /** It does not hold. */
    FAILED,
    /** It cannot be told. */
    NOT_PROVEN
  }

  /** The steps; their names are stable. */
  public enum Check {
    /** The file is a bundle in its one form. */
    FORMAT,
    /** The network is the one that is trusted. */
    NETWORK,
    /** How the validators changed since genesis. */
    VALIDATORS,
    /** A quorum of the validators sealed the block. */
    BLOCK,
    /** The contracts are in the block's state. */
    CONTRACTS,
    /** Who the organisations are. */
    MEMBERS,
    /** The commitments lead to the head on chain. */
    COMMITMENTS,
    /** The organisation's key, as it was then, signed them. */
    SIGNATURES,
    /** The log only grew. */
    GROWTH,
    /** The entry is in the log. */
    ENTRY,
    /** The document is what the entry is about. */
    DOCUMENT,
    /** The entry names the unit. */
    UNIT,
    /** The maker might make packs under that company prefix. */
    ENTITLEMENT,
    /** Each step of the pack's path follows from the one before. */
    PATH,
    /** The pack has not gone on. */
    PRESENT
  }

  /**
   * A step.
   *
   * @param words for a person
   */
  public record Finding(Check check, Outcome outcome, String words) {}
}
