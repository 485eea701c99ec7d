package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ContentDigest;
import io.pharmatrace.transparency.InclusionProof;
import io.pharmatrace.transparency.path.CustodyPath;
import io.pharmatrace.transparency.path.Logged;
import io.pharmatrace.transparency.path.Nested;
import io.pharmatrace.transparency.path.Statement;
import java.util.List;
import java.util.Optional;

/** What a bundle is about. */
public sealed interface Subject {
  /**
   * An event that an organisation logged: its document, units of it, or both.
   *
   * @param organisation whose log
   * @param logged the entry
   * @param statement what the entry states, where that is not the event alone (ADR 0018)
   * @param document the event; empty when only units are disclosed
   * @param units those that are disclosed, each without the others
   */
  record Event(
      Bytes32 organisation,
      Logged logged,
      Optional<Statement> statement,
      Optional<Document> document,
      List<NamedUnit> units)
      implements Subject {
    public Event {
      units = List.copyOf(units);
      if (document.isEmpty() && units.isEmpty()) {
        throw new IllegalArgumentException("neither a document nor a unit is disclosed");
      }
    }
  }

  /**
   * Where a pack is, by its path from the batch on.
   *
   * @param epc canonical Digital Link URI of the pack
   * @param path back to the batch
   * @param grant of the company prefix under which it was made
   * @param open proof of which slots of the last note are closed, as of the last capture; empty
   *     when the pack ended for good
   * @param events what the entries of the path are about, one after the other; empty when none is
   *     disclosed, as in all that PharmaTrace makes (ADR 0020, decision 13)
   */
  record Custody(
      String epc, CustodyPath path, Grant grant, Optional<List<Bytes>> open, List<Document> events)
      implements Subject {
    public Custody {
      open = open.map(List::copyOf);
      events = List.copyOf(events);
    }
  }

  /**
   * An EPCIS event.
   *
   * @param content the stored bytes
   * @param eventHash CBV 2.0 event hash, as its author computed it
   */
  record Document(Bytes content, Bytes32 eventHash) {
    Bytes32 digest() {
      return ContentDigest.ofEvent(eventHash, content.array());
    }
  }

  /**
   * A unit that an entry names.
   *
   * @param unit with its place among the units of the entry, or of the note
   * @param note where the entry names notes
   */
  record NamedUnit(Nested unit, Optional<ClosedNote> note) {}

  /**
   * A note whose seal is not disclosed.
   *
   * @param unitsRoot R over its units
   * @param sealCommitment what it shows of its seal
   * @param salt of the note
   * @param inNotes its place among the notes of the entry
   */
  record ClosedNote(
      Bytes32 unitsRoot, Bytes32 sealCommitment, Bytes32 salt, InclusionProof inNotes) {}

  /**
   * The right to make packs under a company prefix.
   *
   * @param salt of the prefix's digest in the registry
   * @param entitlement proof of the blocks in which it was granted
   */
  record Grant(Bytes32 salt, List<Bytes> entitlement) {
    public Grant {
      entitlement = List.copyOf(entitlement);
    }
  }
}
