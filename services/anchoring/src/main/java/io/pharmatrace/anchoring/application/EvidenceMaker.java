package io.pharmatrace.anchoring.application;

import io.micronaut.context.annotation.Requires;
import io.pharmatrace.anchoring.Evidence;
import io.pharmatrace.anchoring.domain.CompanyPrefixes;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.CountedRoot;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.Unit;
import io.pharmatrace.transparency.UnsaltedUnit;
import io.pharmatrace.transparency.chain.LedgerSlots;
import io.pharmatrace.transparency.chain.RegistrySlots;
import io.pharmatrace.transparency.evidence.Bundle;
import io.pharmatrace.transparency.evidence.BundleCheck;
import io.pharmatrace.transparency.evidence.Bytes;
import io.pharmatrace.transparency.evidence.Report;
import io.pharmatrace.transparency.evidence.Subject;
import io.pharmatrace.transparency.evidence.TrustedNetwork;
import io.pharmatrace.transparency.path.CustodyPath;
import io.pharmatrace.transparency.path.Logged;
import io.pharmatrace.transparency.path.Nested;
import io.pharmatrace.transparency.path.PathVerdict;
import io.pharmatrace.transparency.seal.PathFinder;
import io.pharmatrace.transparency.seal.SealEntry;
import jakarta.inject.Singleton;
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
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Makes bundles, and hands out none that its reader would refuse. */
@Singleton
@Requires(beans = Keys.class)
final class EvidenceMaker implements Evidence {
  private final Jdbi jdbi;
  private final ChainLink link;
  private final StateReader states;
  private final NetworkFacts facts;

  EvidenceMaker(Jdbi jdbi, ChainLink link, StateReader states, NetworkFacts facts) {
    this.jdbi = jdbi;
    this.link = link;
    this.states = states;
    this.facts = facts;
  }

  /** What a bundle is made from. */
  private record Work(Handle handle, Capturing capturing) {}

  @Override
  public Answer event(long entry, Optional<Subject.Document> document, Collection<String> epcs) {
    return answer(
        work -> {
          SealEntry seal = StoredSeals.entry(work.handle, entry);
          Optional<Logged> logged = logged(work.handle, entry);
          if (logged.isEmpty()) {
            return new Answer.NotNow("The event is not confirmed on chain yet.");
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
          return made(work.capturing.bundle(needed, subject));
        });
  }

  private static Optional<Logged> logged(Handle handle, long entry) {
    return new StoredAnchors()
        .proof(handle, entry)
        .map(proof -> new Logged(proof.anchored().sequence(), proof.logged()));
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
      return new Subject.NamedUnit(nested(units, index), Optional.empty());
    }
    int which = index / Note.MAX_UNITS;
    Note note = notes.get(which);
    int from = which * Note.MAX_UNITS;
    return new Subject.NamedUnit(
        nested(units.subList(from, Math.min(from + Note.MAX_UNITS, units.size())), index - from),
        Optional.of(
            new Subject.ClosedNote(
                note.unitsRoot(),
                note.sealCommitment(),
                note.salt(),
                CountedRoot.proof(
                    seal.noteHashes().stream().map(Bytes32::bytes).toList(), which))));
  }

  private static Nested nested(List<Unit> units, int index) {
    return new Nested(
        units.get(index), CountedRoot.proof(units.stream().map(Unit::encode).toList(), index));
  }

  @Override
  public Answer custody(Bytes32 madeIn, String epc, String companyPrefix, UUID holder) {
    return answer(
        work -> {
          StoredSeals records = new StoredSeals(work.handle);
          SealEntry made = records.maker(madeIn);
          if (!records.isPlaced(made)) {
            return new Answer.NotNow("The batch of the pack is not on chain yet.");
          }
          CustodyPath path = new PathFinder(records).find(epc, made.leaf(), companyPrefix);
          StoredChain chain = new StoredChain(work.handle);
          Bytes32 shown;
          switch (path.check(epc, chain)) {
            case PathVerdict.Held held -> shown = held.holder();
            case PathVerdict.Ended ended -> shown = ended.holder();
            case PathVerdict.Invalid(int hop, var flaw) -> {
              return new Answer.NotNow(
                  "The path of the pack is not confirmed on chain yet: step %d, %s."
                      .formatted(hop, flaw));
            }
          }
          if (!shown.equals(OpenLogs.open(work.handle, holder))) {
            return new Answer.NotNow("What is on chain does not show yet who has the pack.");
          }
          Bytes32 salt = prefixSalt(work.handle, made.organisation(), companyPrefix);
          Subject.Custody subject =
              new Subject.Custody(
                  epc,
                  path,
                  new Subject.Grant(
                      salt,
                      work.capturing.registry(
                          RegistrySlots.entitlement(
                              made.organisation(), CompanyPrefixes.digest(salt, companyPrefix)))),
                  chain
                      .asked()
                      .map(
                          slot ->
                              work.capturing.ledger(
                                  LedgerSlots.closed(slot.organisation(), slot.seal()))),
                  List.of());
          return made(work.capturing.bundle(chain.needed(), subject));
        });
  }

  /** The salt of the digest under which governors granted a prefix. */
  private static Bytes32 prefixSalt(Handle handle, Bytes32 organisation, String prefix) {
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
        .one()
        .salt();
  }

  @Override
  public Optional<TrustedNetwork> network() {
    return link.ready().map(facts::of);
  }

  /** One picture of the tables for all that is read. */
  private Answer answer(Function<Work, Answer> make) {
    Optional<ChainLink.Target> target = link.ready();
    if (target.isEmpty()) {
      return new Answer.NotNow(
          "No chain is in use here: %s. Ask a process of the role anchoring."
              .formatted(link.fault().orElse("unknown")));
    }
    try {
      return jdbi.inTransaction(
          TransactionIsolationLevel.REPEATABLE_READ,
          handle ->
              make.apply(
                  new Work(
                      handle, new Capturing(states, target.get(), new CommittedRows(handle)))));
    } catch (ChainException e) {
      return new Answer.NotNow("The chain gives no proof now: %s.".formatted(e.getMessage()));
    }
  }

  private Answer made(Bundle bundle) {
    byte[] file = bundle.write();
    Report report = new BundleCheck(network()).check(file);
    Report.Finding last = report.findings().getLast();
    if (report.verdict() == Report.Verdict.INVALID
        && (last.check() == Report.Check.VALIDATORS || last.check() == Report.Check.BLOCK)) {
      return new Answer.NotNow(
          "The validators of the chain have changed since its first block, which bundles do not show"
              + " yet: "
              + last.words());
    }
    if (report.verdict() == Report.Verdict.INVALID) {
      throw new IllegalStateException("evidence that was made does not hold: " + last.words());
    }
    return new Answer.Made(Bytes.of(file));
  }
}
