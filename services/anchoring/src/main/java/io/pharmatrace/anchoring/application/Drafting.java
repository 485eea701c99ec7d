package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.CompanyPrefixes;
import io.pharmatrace.anchoring.domain.PrefixProof;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.CountedRoot;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.Unit;
import io.pharmatrace.transparency.UnsaltedUnit;
import io.pharmatrace.transparency.chain.LedgerSlots;
import io.pharmatrace.transparency.chain.RegistrySlots;
import io.pharmatrace.transparency.evidence.Subject;
import io.pharmatrace.transparency.path.CustodyPath;
import io.pharmatrace.transparency.path.Logged;
import io.pharmatrace.transparency.path.Nested;
import io.pharmatrace.transparency.path.PathVerdict;
import io.pharmatrace.transparency.seal.PathFinder;
import io.pharmatrace.transparency.seal.PathTooLongException;
import io.pharmatrace.transparency.seal.SealEntry;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** What of a bundle the tables tell, in the transaction of the handle. */
record Drafting(Handle handle) {
  /** More steps are not shown: each needs all that was in what was opened, in memory. */
  static final int MAX_HOPS = 256;

  /** What became of a draft. */
  sealed interface Draft {
    /**
     * The node may be asked.
     *
     * @param subject with what it takes from the node
     */
    record Ready(CapturePlan plan, Function<Capturing, Subject> subject) implements Draft {}

    /** There is no bundle now, for this reason. */
    record NotNow(String why) implements Draft {}
  }

  Draft event(long entry, Optional<Subject.Document> document, Collection<String> epcs) {
    SealEntry seal = StoredSeals.entry(handle, entry);
    Optional<Logged> logged =
        new StoredAnchors()
            .proof(handle, entry)
            .map(proof -> new Logged(proof.anchored().sequence(), proof.logged()));
    if (logged.isEmpty()) {
      return new Draft.NotNow("The event is not confirmed on chain yet.");
    }
    Subject.Event subject =
        new Subject.Event(
            seal.organisation(),
            logged.get(),
            seal.statement(),
            document,
            epcs.stream().map(epc -> unit(seal, epc)).toList());
    SortedMap<Bytes32, SortedSet<Long>> needed = new TreeMap<>();
    needed.put(seal.organisation(), new TreeSet<>(List.of(logged.get().sequence())));
    return new Draft.Ready(plan(needed), capturing -> subject);
  }

  private CapturePlan plan(SortedMap<Bytes32, SortedSet<Long>> needed) {
    return CapturePlan.of(new CommittedRows(handle), needed);
  }

  /** One unit of an entry, with its salt and without any other's. */
  private static Subject.NamedUnit unit(SealEntry seal, String epc) {
    List<UnsaltedUnit> unsalted = seal.units();
    int index =
        IntStream.range(0, unsalted.size())
            .filter(i -> unsalted.get(i).epc().equals(epc))
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException("the entry does not name " + epc));
    List<Unit> units = seal.salted();
    List<Note> notes = seal.notes();
    if (notes.isEmpty()) {
      return new Subject.NamedUnit(Nested.of(units, index), Optional.empty());
    }
    int which = index / Note.MAX_UNITS;
    Note note = notes.get(which);
    int from = which * Note.MAX_UNITS;
    return new Subject.NamedUnit(
        Nested.of(units.subList(from, Math.min(from + Note.MAX_UNITS, units.size())), index - from),
        Optional.of(
            new Subject.ClosedNote(
                note.unitsRoot(),
                note.sealCommitment(),
                note.salt(),
                CountedRoot.proof(
                    seal.noteHashes().stream().map(Bytes32::bytes).toList(), which))));
  }

  Draft custody(Bytes32 madeIn, String epc, String companyPrefix, UUID holder) {
    StoredSeals records = new StoredSeals(handle);
    SealEntry made = records.maker(madeIn);
    if (!records.isPlaced(made)) {
      return new Draft.NotNow("The batch of the pack is not on chain yet.");
    }
    CustodyPath path;
    try {
      path = new PathFinder(records, MAX_HOPS).find(epc, made.leaf(), companyPrefix);
    } catch (PathTooLongException e) {
      return new Draft.NotNow(
          "The path of the pack has more than %d steps, and is not shown.".formatted(MAX_HOPS));
    }
    StoredChain chain = new StoredChain(handle);
    Bytes32 shown;
    switch (path.check(epc, chain)) {
      case PathVerdict.Held held -> shown = held.holder();
      case PathVerdict.Ended ended -> shown = ended.holder();
      case PathVerdict.Invalid(int hop, var flaw) -> {
        return new Draft.NotNow(
            "The path of the pack is not confirmed on chain yet: step %d, %s."
                .formatted(hop, flaw));
      }
    }
    if (!shown.equals(OpenLogs.open(handle, holder))) {
      return new Draft.NotNow("What is on chain does not show yet who has the pack.");
    }
    Optional<Bytes32> salt = prefixSalt(made.organisation(), companyPrefix);
    if (salt.isEmpty()) {
      return new Draft.NotNow(
          "Who made the pack was not entered on chain with the company prefix %s: governors have to"
                  .formatted(companyPrefix)
              + " grant it first.");
    }
    Bytes32 grant =
        RegistrySlots.entitlement(
            made.organisation(), CompanyPrefixes.digest(salt.get(), companyPrefix));
    Optional<Bytes32> open =
        chain.asked().map(slot -> LedgerSlots.closed(slot.organisation(), slot.seal()));
    return new Draft.Ready(
        plan(chain.needed()),
        capturing ->
            new Subject.Custody(
                epc,
                path,
                new Subject.Grant(salt.get(), capturing.registry(grant)),
                open.map(capturing::ledger),
                List.of()));
  }

  /** The salt of the digest under which governors granted a prefix; empty when they did not. */
  private Optional<Bytes32> prefixSalt(Bytes32 organisation, String prefix) {
    return handle
        .createQuery(
            """
            SELECT i.prefixes, convert_from(i.document, 'UTF8')::jsonb ->> 'salt' AS salt
            FROM anchoring.identity i JOIN anchoring.log l ON l.organisation = i.organisation
            WHERE l.chain_id = :name
            """)
        .bind("name", organisation.bytes())
        .map(
            (r, c) ->
                new CompanyPrefixes(List.of(prefix), Bytes32.fromHex(r.getString("salt")))
                    .proof("0" + prefix, Bytea.list(r, "prefixes")))
        .findOne()
        .filter(proof -> !proof.equals(PrefixProof.NONE))
        .map(PrefixProof::salt);
  }
}
