package io.pharmatrace.records.domain.consent;

import static io.pharmatrace.records.domain.consent.Given.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Random requests, for {@link Cases}. */
final class Requests {
  static final List<Ref> ACTORS =
      List.of(new Ref("Practitioner/a"), new Ref("Organization/b"), new Ref("Group/c"));
  static final List<Ref> ITEMS =
      List.of(Given.ITEM, new Ref("Encounter/e"), new Ref("Consent/other"));
  static final List<Code> LABELS =
      List.of(new Code("urn:l", "N"), new Code("urn:l", "R"), new Code("urn:m", "R"));

  private Requests() {}

  static Arbitrary<ConsentRequest> requests() {
    Arbitrary<@Nullable Purpose> purposes =
        Arbitraries.frequency(
                Tuple.of(12, Purpose.TREAT),
                Tuple.of(6, Purpose.BTG),
                Tuple.of(3, Purpose.HRESCH),
                Tuple.of(3, Purpose.PATRQT),
                Tuple.of(2, Purpose.FAMRQT),
                Tuple.of(1, Purpose.HCOMPL))
            .injectNull(0.02);
    return Combinators.combine(
            requesters(),
            purposes,
            mostly(Interaction.READ, Interaction.values()),
            Arbitraries.of(Relation.NONE, Relation.NONE, Relation.SELF, Relation.PROXY),
            Arbitraries.of("found unconscious", "  0123456 89  ", "no reason", " short    ")
                .injectNull(0.1),
            items())
        .as(
            (requester, purpose, interaction, relation, reason, item) ->
                new ConsentRequest(
                    fitting(requester, purpose), purpose, interaction, relation, reason, item));
  }

  /** Nearly always the role is one that may ask for that purpose; else left as it came. */
  private static Requester fitting(Requester r, @Nullable Purpose purpose) {
    if (purpose == null || r.role() == CallerRole.DISTRIBUTOR) {
      return r;
    }
    CallerRole role =
        switch (purpose) {
          case TREAT, BTG -> CallerRole.PHARMACIST;
          case HRESCH -> CallerRole.MANUFACTURER;
          case PATRQT, FAMRQT -> CallerRole.PATIENT;
          default -> r.role();
        };
    return new Requester(r.refs(), role, r.device(), r.licence(), r.purposes(), r.scopes());
  }

  private static Arbitrary<Requester> requesters() {
    return Combinators.combine(
            some(ACTORS, 3),
            mostly(CallerRole.PHARMACIST, CallerRole.values()),
            Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true)),
            mostly(Licence.VALID, Licence.values()),
            Arbitraries.frequencyOf(
                Tuple.of(19, Arbitraries.just(Set.of(Purpose.values()))),
                Tuple.of(1, Arbitraries.of(Purpose.values()).set().ofMaxSize(3))),
            Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(Given.ALL_SCOPES)), Tuple.of(1, scopes())))
        .as(Requester::new);
  }

  private static Arbitrary<Scopes> scopes() {
    return Combinators.combine(
            Arbitraries.of(Scope.Level.values()),
            Arbitraries.of(Scope.ANY, "DocumentReference", "Encounter"),
            Arbitraries.of(Interaction.values()).set().ofMinSize(1))
        .as(Scope::new)
        .set()
        .ofMaxSize(3)
        .map(Scopes::new);
  }

  private static Arbitrary<DataItem> items() {
    return Combinators.combine(
            mostly(Given.ITEM, ITEMS.toArray(Ref[]::new)),
            intervals(),
            some(ACTORS, 2),
            some(ITEMS, 2),
            some(LABELS, 2))
        .as(
            (ref, authored, authors, related, labels) ->
                new DataItem(Given.PERSON, ref, authored, authors, related, labels));
  }

  static Arbitrary<Interval> intervals() {
    Arbitrary<@Nullable Instant> bounds =
        Arbitraries.of(-1L, 0L, 1L).map(day -> NOW.plus(Duration.ofDays(day))).injectNull(0.3);
    return Combinators.combine(bounds, bounds)
        .as(
            (one, other) ->
                one != null && other != null && other.isBefore(one)
                    ? new Interval(other, one)
                    : new Interval(one, other));
  }

  static <T> Arbitrary<Set<T>> some(List<T> of, int most) {
    return Arbitraries.of(of).set().ofMaxSize(most);
  }

  static <T> Arbitrary<T> mostly(T value, T[] values) {
    return Arbitraries.frequencyOf(
        Tuple.of(9, Arbitraries.just(value)), Tuple.of(1, Arbitraries.of(values)));
  }
}
