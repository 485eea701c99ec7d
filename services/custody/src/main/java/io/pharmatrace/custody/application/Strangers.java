package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.Involvement.Pair;
import io.pharmatrace.custody.domain.Past;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Result;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * What organisations are told of units that they never had to do with: the same as of units that do
 * not exist. Who did have to do with one is told what stands against its event.
 */
final class Strangers {
  /** What tells of a unit beyond that it is not on record. */
  private static final Set<Reason> TELLING =
      EnumSet.of(
          Reason.UNKNOWN_UNIT,
          Reason.NOT_IN_CUSTODY,
          Reason.IN_TRANSIT,
          Reason.NOT_OFFERED,
          Reason.IN_ANOTHER_UNIT,
          Reason.NOT_INSIDE,
          Reason.TOO_DEEP,
          Reason.NOT_ACTIVE,
          Reason.ALREADY_SO,
          Reason.REPEATED,
          Reason.FINAL,
          Reason.TOO_LATE,
          Reason.ELSEWHERE,
          Reason.PLACE_UNKNOWN,
          Reason.OTHER_STATE,
          Reason.NOTHING_TO_UNDO,
          Reason.TAKEN_BACK,
          Reason.NOT_SUPPORTED,
          Reason.RECALLED,
          Reason.EXPIRED,
          Reason.SUSPECT,
          Reason.UNCHECKED_RETURN,
          Reason.BATCH_DIFFERS,
          Reason.EXPIRY_DIFFERS);

  private Strangers() {}

  /** The outcomes, with what strangers must not learn taken out. */
  static List<Outcome> veil(Handle handle, List<Submission> submissions, List<Outcome> outcomes) {
    List<Optional<Pair>> told =
        IntStream.range(0, outcomes.size())
            .mapToObj(i -> about(submissions.get(i), outcomes.get(i)))
            .toList();
    List<Pair> pairs = told.stream().flatMap(Optional::stream).distinct().toList();
    if (pairs.isEmpty()) {
      return outcomes;
    }
    Set<Pair> involved = Involvement.among(handle, pairs);
    return IntStream.range(0, outcomes.size())
        .mapToObj(
            i ->
                told.get(i)
                    .filter(pair -> !involved.contains(pair))
                    .map(Strangers::unknown)
                    .orElse(outcomes.get(i)))
        .toList();
  }

  private static Outcome unknown(Pair pair) {
    return new Outcome.Refused(new Refusal(Reason.UNKNOWN_UNIT, unknown(pair.unit())));
  }

  /** What strangers are told of a unit, whether there is one or not. */
  static String unknown(Epc unit) {
    return unit.digitalLink() + " is not on record, or was not sent to you.";
  }

  /** What a refusal tells of: the unit that it names, or the only one of the event. */
  private static Optional<Pair> about(Submission submission, Outcome outcome) {
    return outcome instanceof Outcome.Refused(Refusal refusal)
        ? about(submission, refusal)
        : Optional.empty();
  }

  /** The same of a refusal. */
  static Optional<Pair> about(Submission submission, Refusal refusal) {
    if (!TELLING.contains(refusal.reason())) {
      return Optional.empty();
    }
    boolean label = submission.lot() != null || submission.expiry() != null;
    boolean differs =
        refusal.reason() == Reason.BATCH_DIFFERS || refusal.reason() == Reason.EXPIRY_DIFFERS;
    return submission.event().identifiers().stream()
        .flatMap(identifier -> unit(identifier).stream())
        .filter(unit -> differs ? label : refusal.detail().startsWith(unit.digitalLink() + " "))
        .findFirst()
        .map(unit -> new Pair(unit, submission.organisation()));
  }

  /**
   * Whether a refusal is to its organisation one that may pass: as that of a unit that does not
   * exist is, so that not even the time when it is told says that there is one.
   */
  static boolean mayPass(Submission submission, Refusal refusal, Units units, Past past) {
    return refusal.reason().waitable()
        || about(submission, refusal)
            .flatMap(pair -> Optional.ofNullable(units.get(pair.unit())))
            .filter(unit -> !past.concerns(unit, submission.organisation()))
            .isPresent();
  }

  private static Optional<Epc> unit(Identifier identifier) {
    return Epc.parse(identifier.uri()) instanceof Result.Ok<Epc>(Epc epc)
            && (epc instanceof Sgtin || epc instanceof Sscc)
        ? Optional.of(epc)
        : Optional.empty();
  }
}
