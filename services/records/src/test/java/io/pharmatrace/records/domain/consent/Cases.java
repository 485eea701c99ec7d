package io.pharmatrace.records.domain.consent;

import static io.pharmatrace.records.domain.consent.Given.NOW;

import io.pharmatrace.records.domain.consent.DataRef.Meaning;
import io.pharmatrace.transparency.Bytes32;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Random requests, consents and chains. Everything comes out of few values, so that things meet,
 * and most of what would end the decision early is right most of the time.
 */
final class Cases {
  /** One case. */
  record Case(ConsentRequest request, List<StoredConsent> consents, ChainView chain) {
    Decision decide() {
      return ConsentDecision.decide(request, consents, chain, NOW);
    }

    Case with(List<StoredConsent> others) {
      return new Case(request, List.copyOf(others), chain);
    }

    Case with(ChainView other) {
      return new Case(request, consents, other);
    }
  }

  /** A consent before it has a number, and what the chain says of its key. */
  record Draft(StoredConsent consent, @Nullable OnChain onChain) {}

  private static final List<Code> PURPOSES =
      List.of(
          Purpose.TREAT.code(),
          Purpose.BTG.code(),
          Purpose.HRESCH.code(),
          Purpose.PATRQT.code(),
          new Code("http://example.org/purposes", "TREAT"));
  private static final Bytes32 COMMITMENT = Given.bytes(99);

  private Cases() {}

  static Arbitrary<Case> cases() {
    return Combinators.combine(Requests.requests(), drafts().list().ofMaxSize(4), heads(), heads())
        .as(
            (request, drafts, block, look) -> {
              List<StoredConsent> consents = new ArrayList<>();
              Map<Bytes32, OnChain> onChain = new HashMap<>();
              for (Draft draft : drafts) {
                int number = consents.size();
                consents.add(numbered(draft.consent(), number));
                if (draft.onChain() != null) {
                  onChain.put(Given.bytes(number), draft.onChain());
                }
              }
              return new Case(
                  request,
                  List.copyOf(consents),
                  new ChainView(block, look, Given.MAX_AGE, onChain));
            });
  }

  private static Arbitrary<Instant> heads() {
    return Arbitraries.frequency(
            Tuple.of(30, 0L),
            Tuple.of(3, -15L),
            Tuple.of(1, -16L),
            Tuple.of(2, 5L),
            Tuple.of(1, 6L))
        .map(NOW::plusSeconds);
  }

  private static Arbitrary<Draft> drafts() {
    Arbitrary<StoredConsent> consents =
        Combinators.combine(
                Requests.mostly(StoredConsent.Status.ACTIVE, StoredConsent.Status.values()),
                Arbitraries.frequencyOf(
                    Tuple.of(4, Arbitraries.just(Interval.ALWAYS)),
                    Tuple.of(1, Requests.intervals())),
                Arbitraries.frequencyOf(
                        Tuple.of(5, Arbitraries.just(Interval.ALWAYS)),
                        Tuple.of(1, Requests.intervals()))
                    .injectNull(0.03),
                grants().injectNull(0.03),
                provisions(),
                provisions().list().ofMaxSize(3))
            .as(
                (status, period, authority, grant, root, nested) ->
                    new StoredConsent(
                        Given.id(0), Given.PERSON, status, period, authority, grant, root, nested));
    return Combinators.combine(consents, onChain().injectNull(0.05)).as(Draft::new);
  }

  private static Arbitrary<Grant> grants() {
    return Combinators.combine(
            Arbitraries.frequency(Tuple.of(19, 3L), Tuple.of(1, 4L)),
            Arbitraries.frequency(Tuple.of(19, true), Tuple.of(1, false)),
            Arbitraries.frequency(Tuple.of(19, false), Tuple.of(1, true)))
        .as(
            (version, signed, revoked) ->
                new Grant(Given.bytes(0), version, COMMITMENT, signed, revoked));
  }

  private static Arbitrary<OnChain> onChain() {
    return Combinators.combine(
            Requests.mostly(OnChain.State.ACTIVE, OnChain.State.values()),
            Arbitraries.frequency(Tuple.of(19, COMMITMENT), Tuple.of(1, Given.bytes(98))),
            Arbitraries.frequency(Tuple.of(9, 0L), Tuple.of(9, 60L), Tuple.of(1, -1L)))
        .as((state, commitment, left) -> new OnChain(state, 3, commitment, NOW.plusSeconds(left)));
  }

  static Arbitrary<Provision> provisions() {
    return Combinators.combine(
            Arbitraries.of(Provision.Type.values()),
            rarely(Requests.some(PURPOSES, 3), Set.of()),
            rarely(Requests.some(Requests.ACTORS, 2), Set.of()),
            Requests.intervals().injectNull(0.8),
            rarely(dataRefs().list().ofMaxSize(2), List.of()),
            rarely(Requests.some(Requests.LABELS, 2), Set.of()))
        .as(Provision::new);
  }

  private static Arbitrary<DataRef> dataRefs() {
    return Arbitraries.oneOf(
        Combinators.combine(
                Arbitraries.of(Meaning.INSTANCE, Meaning.RELATED), Arbitraries.of(Requests.ITEMS))
            .as(DataRef::new),
        Arbitraries.of(Requests.ACTORS).map(actor -> new DataRef(Meaning.AUTHORED_BY, actor)));
  }

  private static <T> Arbitrary<T> rarely(Arbitrary<T> arbitrary, T mostly) {
    return Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just(mostly)), Tuple.of(1, arbitrary));
  }

  private static StoredConsent numbered(StoredConsent c, int number) {
    Grant grant = c.grant();
    return new StoredConsent(
        Given.id(number),
        c.person(),
        c.status(),
        c.period(),
        c.authority(),
        grant == null
            ? null
            : new Grant(
                Given.bytes(number),
                grant.version(),
                grant.commitment(),
                grant.signedByPerformer(),
                grant.revocationReceived()),
        c.root(),
        c.nested());
  }
}
