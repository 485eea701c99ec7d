package io.pharmatrace.custody.application;

import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.Suspicions.Audience;
import io.pharmatrace.custody.Suspicions.Code;
import io.pharmatrace.custody.Suspicions.Seen;
import io.pharmatrace.custody.Suspicions.Sighting;
import io.pharmatrace.custody.application.Interpreter.Meaning;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What the events that are captured together give cause to suspect. An event that waits for another
 * gives none yet. Lives in one thread.
 */
final class Doubts {
  /** The sentence of a custody mismatch. */
  static final String NEITHER_HOLDS_NOR_RECEIVES =
      "Somebody who neither holds it nor is to receive it wanted to change it or saw it.";

  private static final String STILL_THERE =
      "It was shipped, and changed after that by who had shipped it, as if it had never left.";

  private final Units units;
  private final DoubtCodes codes;
  private final List<Suspicion> suspicions = new ArrayList<>();
  private final List<Suspicion> consequences = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private final List<Seen> seenByStored = new ArrayList<>();

  /** Units that events which are stored may have changed. */
  private final Set<Epc> changed = new HashSet<>();

  /** Logistic units that refused events would have packed or taken out. */
  private final Set<VeiledDoubts.Child> children = new HashSet<>();

  /** Of the event that is being decided: what it sees where custody does not have it. */
  private List<Seen> elsewhere = List.of();

  Doubts(Units units, DoubtCodes codes) {
    this.units = units;
    this.codes = codes;
  }

  /** Looks at an event before it is decided and changes where units are. */
  void consider(Submission submission, Meaning meaning) {
    elsewhere =
        meaning instanceof Meaning.Understood understood
                && understood.place() != null
                && understood.action().isSighting()
            ? understood.action().units().stream()
                .filter(epc -> isElsewhere(units.get(epc), understood.place()))
                .map(epc -> new Seen(epc, sighting(submission, understood.place())))
                .toList()
            : List.of();
  }

  private static boolean isElsewhere(@Nullable Unit unit, Gln place) {
    return unit != null && !place.equals(unit.topmost().place());
  }

  /** What it sees was somewhere else at that time: it is put where it belongs in the past. */
  void isLate() {
    elsewhere = List.of();
  }

  /** The event is stored. */
  void accepted(Submission submission, Meaning meaning, EventStore.Identity identity) {
    seenByStored.addAll(elsewhere);
    if (meaning instanceof Meaning.Understood understood
        && (understood.action() instanceof CustodyAction.Decommission
            || understood.action() instanceof CustodyAction.Transform)) {
      endedBehindItsHolder(submission, understood, identity);
    }
    if (meaning instanceof Meaning.Understood understood
        && !(understood.action() instanceof CustodyAction.Observe)
        && !(understood.action() instanceof CustodyAction.Note)) {
      changed.addAll(understood.action().units());
    }
  }

  /** What ended, by who had it then, and is somebody else's by now: he has it in his hands. */
  private void endedBehindItsHolder(
      Submission submission, Meaning.Understood understood, EventStore.Identity identity) {
    understood.action().units().stream()
        .flatMap(epc -> Stream.ofNullable(units.get(epc)))
        .filter(unit -> !submission.organisation().equals(unit.topmost().custodian()))
        .map(
            unit ->
                new Suspicion(
                        Code.CUSTODY_MISMATCH,
                        sighting(submission, understood.place()),
                        unit.epc(),
                        "Who had it before told late that it had ended by then ("
                            + unit.state().text()
                            + "); it was handed on all the same.",
                        submission.lot(),
                        submission.expiry(),
                        involved(unit),
                        List.of())
                    .entered(submission.entry())
                    .by(identity.event().hex()))
        .forEach(consequences::add);
  }

  /** The event will not be stored. */
  void refused(
      Submission submission, Meaning meaning, EventStore.Identity identity, Refusal refusal) {
    // A label that does not fit may be that of another pack.
    if (refusal.reason() != Reason.BATCH_DIFFERS && refusal.reason() != Reason.EXPIRY_DIFFERS) {
      String event = identity.event().hex();
      elsewhere.forEach(s -> (follows(s.unit()) ? seenByStored : seen).add(s.by(event)));
    }
    @Nullable Epc unit = refusal.unit();
    @Nullable Code code = unit == null ? null : codes.of(submission, meaning, refusal, unit);
    @Nullable Gln place =
        meaning instanceof Meaning.Understood understood ? understood.place() : null;
    Optional<Epc> named =
        Optional.ofNullable(unit)
            .or(() -> Strangers.about(submission, refusal).map(Involvement.Pair::unit));
    named
        .filter(epc -> DoubtCodes.isChild(meaning, epc))
        .ifPresent(epc -> children.add(new VeiledDoubts.Child(epc, identity.event().hex())));
    if (unit != null && code != null) {
      suspect(
          new Suspicion(
                  code,
                  sighting(submission, place),
                  unit,
                  detail(code, refusal),
                  submission.lot(),
                  submission.expiry(),
                  code.kind() == Suspicions.Kind.CUSTODY ? concerned(unit) : Set.of(),
                  List.of())
              .entered(submission.entry())
              .by(identity.event().hex()));
    } else {
      Strangers.about(submission, refusal)
          .map(pair -> silence(submission, place, pair.unit()).by(identity.event().hex()))
          .ifPresent(this::suspect);
    }
  }

  /** What holds only if the stored events stay so. */
  void follow(List<Suspicion> found) {
    consequences.addAll(found);
  }

  private void suspect(Suspicion suspicion) {
    (follows(suspicion.unit()) ? consequences : suspicions).add(suspicion);
  }

  /** Of what is refused in silence: nothing, but to strangers, who would be told of no unit. */
  private static Suspicion silence(Submission submission, @Nullable Gln place, Epc unit) {
    return new Suspicion(
            Code.UNKNOWN_SERIAL,
            sighting(submission, place),
            unit,
            Strangers.unknown(unit),
            submission.lot(),
            submission.expiry(),
            Set.of(),
            List.of())
        .entered(submission.entry())
        .to(Audience.NOTICED);
  }

  /** Whether a stored event beside this one changed the unit or what it is in. */
  private boolean follows(Epc epc) {
    @Nullable Unit unit = units.get(epc);
    boolean found = changed.contains(epc);
    while (!found && unit != null) {
      found = changed.contains(unit.epc());
      unit = unit.parent();
    }
    return found;
  }

  private static Sighting sighting(Submission submission, @Nullable Gln place) {
    return new Sighting(submission.organisation(), place, submission.event().eventTime());
  }

  /** Everybody concerned may read it, so it says nothing of who else has to do with the unit. */
  private static String detail(Code code, Refusal refusal) {
    if (code == Code.CUSTODY_MISMATCH) {
      return refusal.reason() == Reason.IN_TRANSIT ? STILL_THERE : NEITHER_HOLDS_NOR_RECEIVES;
    }
    return "Refused (" + refusal.reason().code() + "): " + refusal.detail();
  }

  private Set<UUID> concerned(Epc epc) {
    @Nullable Unit unit = units.get(epc);
    return unit == null ? Set.of() : involved(unit);
  }

  /** Who holds a unit, and to whom it is on its way. */
  static Set<UUID> involved(Unit unit) {
    Unit topmost = unit.topmost();
    Set<UUID> all = new HashSet<>();
    Stream.of(topmost.custodian(), topmost.inTransitTo())
        .flatMap(Stream::ofNullable)
        .forEach(all::add);
    return all;
  }

  /** Tells everything, once the events are stored. */
  void tell(Handle transaction, DoubtListener listener) {
    VeiledDoubts veiled = new VeiledDoubts(transaction, units, children);
    listener.hear(
        transaction,
        new DoubtListener.Findings(
            veiled.suspicions(suspicions),
            veiled.suspicions(consequences),
            veiled.seen(seen),
            veiled.seen(seenByStored),
            changed));
  }
}
