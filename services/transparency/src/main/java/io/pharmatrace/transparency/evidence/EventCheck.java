package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.CountedRoot;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.LoggedEntry.Verdict;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.chain.LedgerRecord;
import io.pharmatrace.transparency.evidence.CommitmentCheck.Proven;
import io.pharmatrace.transparency.evidence.Findings.Failed;
import io.pharmatrace.transparency.evidence.Report.Check;
import io.pharmatrace.transparency.evidence.Subject.ClosedNote;
import io.pharmatrace.transparency.evidence.Subject.Document;
import io.pharmatrace.transparency.evidence.Subject.Event;
import io.pharmatrace.transparency.evidence.Subject.NamedUnit;
import io.pharmatrace.transparency.path.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether an event was logged, and is about what is disclosed. */
final class EventCheck {
  private final ProvenBundle proven;
  private final Findings findings;

  EventCheck(ProvenBundle proven, Findings findings) {
    this.proven = proven;
    this.findings = findings;
  }

  Shown run(Event event) throws Failed {
    String name = proven.nameOf(event.organisation());
    Entry entry = event.logged().entry().entry();
    Proven commitment =
        proven
            .commitment(event.organisation(), event.logged().sequence())
            .orElseThrow(
                () ->
                    findings.failed(
                        Check.ENTRY, name + ": the commitment of the entry is not shown."));
    findings.require(
        event.logged().entry().check(commitment.content().logSize(), commitment.content().logRoot())
            == Verdict.INCLUDED,
        Check.ENTRY,
        name + ": the entry is not in the log that was committed.");
    String type = entry.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    findings.ok(
        Check.ENTRY,
        "%s: entry %d of the log, of the type %s, is in commitment %d."
            .formatted(
                name,
                event.logged().entry().proof().leafIndex(),
                type,
                commitment.record().sequence()));
    checkStatement(event, entry);
    for (NamedUnit unit : event.units()) {
      checkUnit(event.organisation(), entry, unit);
    }
    return shown(event, name, type, commitment.record());
  }

  private void checkStatement(Event event, Entry entry) throws Failed {
    Optional<Bytes32> digest = event.document().map(Document::digest);
    Bytes32 about = entry.contentDigest();
    if (event.statement().isPresent()) {
      Statement statement = event.statement().get();
      findings.require(
          statement.digest().equals(about), Check.DOCUMENT, "The entry states something else.");
      findings.require(
          digest.isEmpty() || digest.equals(eventOf(statement)),
          Check.DOCUMENT,
          "The document is not the event that the entry is about.");
    } else {
      findings.require(
          digest.isEmpty() || digest.get().equals(about),
          Check.DOCUMENT,
          "The document is not the event that the entry is about.");
    }
    if (digest.isPresent()) {
      findings.ok(Check.DOCUMENT, "The document is the event that the entry is about.");
    }
  }

  private static Optional<Bytes32> eventOf(Statement statement) {
    return switch (statement) {
      case Statement.Offer offer -> Optional.of(offer.event());
      case Statement.Acceptance acceptance -> Optional.of(acceptance.event());
      case Statement.Reactivation undone -> Optional.of(undone.event());
      case Statement.Handover handover -> Optional.empty();
    };
  }

  private void checkUnit(Bytes32 organisation, Entry entry, NamedUnit named) throws Failed {
    String epc = named.unit().unit().epc();
    Bytes32 root = entry.unitsRoot();
    if (named.note().isPresent()) {
      ClosedNote note = named.note().get();
      Bytes32 hash = Note.hash(note.unitsRoot(), organisation, note.sealCommitment(), note.salt());
      findings.require(
          CountedRoot.verify(hash.bytes(), note.inNotes(), root),
          Check.UNIT,
          epc + ": its note is none of the entry.");
      root = note.unitsRoot();
    }
    findings.require(
        CountedRoot.verify(named.unit().unit().encode(), named.unit().proof(), root),
        Check.UNIT,
        epc + " is not named by the entry.");
    findings.ok(Check.UNIT, "The entry names " + epc + ".");
  }

  private static Shown shown(Event event, String name, String type, LedgerRecord record) {
    String units =
        event.units().isEmpty()
            ? ""
            : " It names "
                + String.join(
                    ", ", event.units().stream().map(unit -> unit.unit().unit().epc()).toList())
                + ".";
    return new Shown(
        "%s logged %s, at the latest at %s (block %d).%s"
            .formatted(
                name,
                event.document().isPresent() ? "this event" : "an entry of the type " + type,
                Instant.ofEpochSecond(record.time()),
                record.block(),
                units),
        event.document().map(Shown::text).map(List::of).orElse(List.of()),
        List.of());
  }
}
