package io.pharmatrace.transparency.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What checking a bundle found. What it says of a pack (shown, documents, steps) is there only when
 * it holds.
 *
 * @param verdict the answer
 * @param findings each step, in order; nothing follows the first that failed
 * @param shown what is shown, in words
 * @param documents the events that are disclosed and belong to it, as text
 * @param steps the chain of a pack's custody, the batch first; none for an event
 */
public record Report(
    Verdict verdict,
    List<Finding> findings,
    String shown,
    List<String> documents,
    List<Step> steps) {
  public Report {
    steps = List.copyOf(steps);
    findings = List.copyOf(findings);
    documents = List.copyOf(documents);
  }

  /** All of it as one line of JSON: documents, findings, shown, steps and verdict. */
  public String json() {
    return members(
            Map.of(
                "documents",
                new Json.Items(documents.stream().<Json>map(Json.Text::new).toList()),
                "findings",
                new Json.Items(findings.stream().map(Report::json).toList()),
                "shown",
                new Json.Text(shown),
                "steps",
                new Json.Items(steps.stream().map(Report::json).toList()),
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

  private static Json json(Step step) {
    Map<String, Json> members = new TreeMap<>();
    members.put("block", new Json.Whole(step.block()));
    members.put("commitment", new Json.Whole(step.commitment()));
    members.put("from", new Json.Text(step.from()));
    members.put("kind", new Json.Text(step.kind()));
    members.put("time", new Json.Text(step.time().toString()));
    step.to().ifPresent(to -> members.put("to", new Json.Text(to)));
    return members(members);
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
    /** The log only grew, from the first commitment of a capture to its last. */
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

  /**
   * What became of a pack, by what is proven of the chain.
   *
   * @param kind of {@link io.pharmatrace.transparency.EntryType}: BATCH, HANDOVER, PACK, UNPACK,
   *     FINAL, REACTIVATION
   * @param from who had it, by the name that governors registered
   * @param to who has it then; empty after its end
   * @param commitment number of the commitment of {@code from} that says so
   * @param block of that commitment
   * @param time of that block: it was so at the latest then
   */
  public record Step(
      String kind, String from, Optional<String> to, long commitment, long block, Instant time) {}
}
