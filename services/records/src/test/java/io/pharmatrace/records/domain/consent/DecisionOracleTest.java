package io.pharmatrace.records.domain.consent;

import static io.pharmatrace.records.domain.consent.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.records.domain.consent.Cases.Case;
import io.pharmatrace.records.domain.consent.Decision.Outcome;
import io.pharmatrace.transparency.Bytes32;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Whole random cases: against {@link Oracle}, and what has to be so whatever the rules are. */
class DecisionOracleTest {
  private static final Set<ReasonCode> WITHOUT_CONSENTS =
      EnumSet.of(ReasonCode.OWN_RECORD, ReasonCode.PROXY, ReasonCode.BREAK_GLASS);

  @Provide
  Arbitrary<Case> cases() {
    return Cases.cases();
  }

  @Provide
  Arbitrary<Provision> provisions() {
    return Cases.provisions();
  }

  @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
  void isWhatTheOracleSays(@ForAll("cases") Case one) {
    Oracle.Answer expected = Oracle.decide(one.request(), one.consents(), one.chain(), NOW);

    Decision decision = one.decide();

    assertThat(
            new Oracle.Answer(
                decision.outcome() == Outcome.PERMIT,
                decision.obligations().equals(EnumSet.allOf(Obligation.class)),
                decision.decidedBy().code(),
                decision.consents()))
        .isEqualTo(expected);
    Statistics.label("decided by")
        .collect(decision.decidedBy())
        .coverage(
            met -> {
              // Whatever can decide has decided some; most often the consents.
              for (ReasonCode code : EnumSet.range(ReasonCode.OWN_RECORD, ReasonCode.NO_CONSENT)) {
                met.check(code).count(count -> count > 10);
              }
              met.check(ReasonCode.PERMITTED_BY_CONSENT).count(count -> count > 120);
              met.check(ReasonCode.DENIED_BY_CONSENT).count(count -> count > 500);
            });
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void theOrderNeverMatters(@ForAll("cases") Case one, @ForAll Random random) {
    List<StoredConsent> shuffled = new ArrayList<>(one.consents());
    Collections.shuffle(shuffled, random);
    List<StoredConsent> inside = new ArrayList<>();
    for (StoredConsent consent : shuffled) {
      List<Provision> nested = new ArrayList<>(consent.nested());
      Collections.shuffle(nested, random);
      inside.add(nesting(consent, nested));
    }

    assertThat(one.with(inside).decide()).isEqualTo(one.decide());
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void oneMoreDenyNeverPermits(
      @ForAll("cases") Case one, @ForAll("provisions") Provision any, @ForAll Random random) {
    Provision deny =
        new Provision(
            Provision.Type.DENY,
            any.purposes(),
            any.actors(),
            any.dataPeriod(),
            any.data(),
            any.labels());
    List<StoredConsent> consents = new ArrayList<>(one.consents());
    if (consents.isEmpty() || random.nextBoolean()) {
      consents.add(Given.consent(50, new Rule(deny)));
    } else {
      int where = random.nextInt(consents.size());
      List<Provision> nested = new ArrayList<>(consents.get(where).nested());
      nested.add(random.nextInt(nested.size() + 1), deny);
      consents.set(where, nesting(consents.get(where), nested));
    }

    assertNoMorePermitted(one, one.with(consents));
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void aRevocationBroughtToUsNeverPermits(@ForAll("cases") Case one, @ForAll Random random) {
    assertNoMorePermitted(
        one,
        changedGrants(
            one,
            random,
            grant ->
                new Grant(
                    grant.key(),
                    grant.version(),
                    grant.commitment(),
                    grant.signedByPerformer(),
                    true)));
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void aRevocationOnChainNeverPermits(@ForAll("cases") Case one, @ForAll Random random) {
    Map<Bytes32, OnChain> changed = new HashMap<>(one.chain().consents());
    changed.replaceAll(
        (key, is) ->
            random.nextBoolean()
                ? is
                : new OnChain(
                    OnChain.State.REVOKED, is.version() + 1, is.commitment(), is.notAfter()));
    ChainView chain = one.chain();
    Case revoked =
        one.with(new ChainView(chain.blockTime(), chain.lookedAt(), chain.maxAge(), changed));

    assertNoMorePermitted(one, revoked);
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void onAnOldHeadNoConsentPermits(@ForAll("cases") Case one) {
    ChainView chain = one.chain();
    Case old =
        one.with(
            new ChainView(
                NOW.minusSeconds(16), chain.lookedAt(), chain.maxAge(), chain.consents()));

    assertNoConsentPermits(old);
    assertNoMorePermitted(one, old);
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void whatIsNotActiveOnChainPermitsNothing(@ForAll("cases") Case one) {
    Map<Bytes32, OnChain> changed = new HashMap<>(one.chain().consents());
    changed.values().removeIf(is -> is.state() == OnChain.State.ACTIVE);
    ChainView chain = one.chain();

    assertNoConsentPermits(
        one.with(new ChainView(chain.blockTime(), chain.lookedAt(), chain.maxAge(), changed)));
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void theGlassIsBrokenByAPersonWithAReasonAndNeverByAConsent(@ForAll("cases") Case one) {
    Decision decision = one.decide();
    boolean broken = decision.decidedBy() == ReasonCode.BREAK_GLASS;
    boolean glass = one.request().purpose() == Purpose.BTG;

    assertThat(broken).isEqualTo(glass && decision.outcome() == Outcome.PERMIT);
    assertThat(decision.obligations())
        .isEqualTo(broken ? EnumSet.allOf(Obligation.class) : Set.of());
    if (broken) {
      assertThat(one.request().requester().role()).isEqualTo(CallerRole.PHARMACIST);
      assertThat(one.request().requester().device()).isFalse();
      assertThat(one.request().breakGlassReason()).hasSizeGreaterThanOrEqualTo(10);
    }
    if (glass) {
      assertThat(one.with(ChainView.unseen(Given.MAX_AGE)).decide()).isEqualTo(decision);
    }
  }

  private static void assertNoMorePermitted(Case before, Case after) {
    if (before.decide().outcome() == Outcome.DENY) {
      assertThat(after.decide().outcome()).as("%s", after).isEqualTo(Outcome.DENY);
    }
  }

  private static void assertNoConsentPermits(Case one) {
    Decision decision = one.decide();
    if (decision.outcome() == Outcome.PERMIT) {
      assertThat(WITHOUT_CONSENTS).contains(decision.decidedBy());
    }
  }

  private static Case changedGrants(Case one, Random random, UnaryOperator<Grant> change) {
    List<StoredConsent> changed = new ArrayList<>();
    for (StoredConsent c : one.consents()) {
      @Nullable Grant grant = c.grant();
      @Nullable Grant other = grant == null || random.nextBoolean() ? grant : change.apply(grant);
      changed.add(Given.copy(c, c.status(), c.period(), c.authority(), other));
    }
    return one.with(changed);
  }

  private static StoredConsent nesting(StoredConsent c, List<Provision> nested) {
    return new StoredConsent(
        c.id(), c.person(), c.status(), c.period(), c.authority(), c.grant(), c.root(), nested);
  }
}
