package io.pharmatrace.records.domain.consent;

import static io.pharmatrace.records.domain.consent.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.records.domain.consent.Decision.Outcome;
import io.pharmatrace.records.domain.consent.StoredConsent.Status;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided beside the tables. */
class ConsentDecisionTest {
  private static final StoredConsent DENIES = Given.consent(1, Rule.deny());
  private static final StoredConsent PERMITS = Given.consent(2, Rule.permit());

  @ParameterizedTest
  @CsvSource({
    "SELF, PATRQT, own-record",
    "PROXY, FAMRQT, proxy",
    "SELF, FAMRQT, no-consent",
    "PROXY, PATRQT, no-consent",
    "NONE, PATRQT, no-consent",
    "NONE, FAMRQT, no-consent",
  })
  void theOwnRecordNeedsNoConsent(Relation relation, Purpose purpose, String reason) {
    ConsentRequest request = patient(relation, purpose);

    assertThat(Given.decide(request).decidedBy().code()).isEqualTo(reason);
  }

  @Test
  void nobodyDeniesThePersonAndNoChainIsAsked() {
    Decision decision =
        ConsentDecision.decide(
            patient(Relation.SELF, Purpose.PATRQT),
            List.of(DENIES),
            ChainView.unseen(Given.MAX_AGE),
            NOW);

    assertThat(decision.outcome()).isEqualTo(Outcome.PERMIT);
    assertThat(decision.obligations()).isEmpty();
  }

  @Test
  void authorsAndCustodiansHaveNoFreeAccess() {
    DataItem own =
        new DataItem(
            Given.PERSON,
            Given.ITEM,
            Interval.ALWAYS,
            Set.of(Given.PHARMACIST),
            Set.of(),
            Set.of());
    Requester author = Given.requester(CallerRole.PHARMACIST, Given.PHARMACIST);

    assertThat(Given.decide(Given.request(author, Purpose.TREAT, own)).decidedBy())
        .isEqualTo(ReasonCode.NO_CONSENT);
  }

  @Test
  void anOldHeadIsToldBeforeAnythingThatIsStored() {
    ChainView old = Given.chain(List.of(), NOW.minusSeconds(16));
    ConsentRequest request = Given.request(Purpose.TREAT);

    assertThat(ConsentDecision.decide(request, List.of(DENIES, PERMITS), old, NOW))
        .isEqualTo(ConsentDecision.decide(request, List.of(), old, NOW));
  }

  @Test
  void theReasonsSayWhichConsentDidNotCountAndWhy() {
    StoredConsent draft = with(Given.consent(5, Rule.permit()), Status.DRAFT);
    StoredConsent silent =
        with(Given.consent(6, Rule.permit().purposes(Purpose.HRESCH.code())), Status.DRAFT);
    StoredConsent rejected = with(Given.consent(4, Rule.deny()), Status.REJECTED);

    assertThat(Given.decide(Given.request(Purpose.TREAT), draft, silent, rejected).reasons())
        .containsExactly(
            new Reason(ReasonCode.NO_CONSENT, null),
            new Reason(ReasonCode.CONSENT_NOT_ACTIVE, rejected.id()),
            new Reason(ReasonCode.CONSENT_NOT_ACTIVE, draft.id()));
  }

  @Test
  void aNestedPermitThatDoesNotCountIsSilentAndNotADeny() {
    StoredConsent exception = Given.consent(1, Rule.deny(), Rule.permit().actor(Given.PHARMACIST));
    ChainView withoutIt = Given.chain(List.of(PERMITS), NOW);

    assertThat(
            ConsentDecision.decide(
                    Given.request(Purpose.TREAT), List.of(exception, PERMITS), withoutIt, NOW)
                .consents())
        .containsExactly(PERMITS.id());
  }

  @Test
  void scopesAreAskedAfterThePurpose() {
    Requester pharmacist = Given.requester(CallerRole.PHARMACIST);
    Requester narrow =
        new Requester(
            Set.of(),
            pharmacist.role(),
            false,
            Licence.VALID,
            EnumSet.of(Purpose.TREAT),
            Scopes.NONE);

    assertThat(decidedBy(narrow, Purpose.TREAT)).isEqualTo(ReasonCode.SCOPE_INSUFFICIENT);
    assertThat(decidedBy(narrow, Purpose.BTG)).isEqualTo(ReasonCode.PURPOSE_NOT_IN_TOKEN);
    assertThat(decidedBy(pharmacist, Purpose.HRESCH)).isEqualTo(ReasonCode.PURPOSE_NOT_FOR_ROLE);
    assertThat(decidedBy(pharmacist, Purpose.TREAT)).isEqualTo(ReasonCode.PERMITTED_BY_CONSENT);
  }

  @Test
  void consentsOfAnotherPersonAreAFault() {
    StoredConsent c = PERMITS;
    StoredConsent other =
        new StoredConsent(
            c.id(),
            new UUID(8, 8),
            c.status(),
            c.period(),
            c.authority(),
            c.grant(),
            c.root(),
            c.nested());

    assertThatThrownBy(() -> Given.decide(Given.request(Purpose.TREAT), other))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Audit entries name them for ever. */
  @Test
  void codesOfReasonsAreAsTheyWere() {
    assertThat(Arrays.stream(ReasonCode.values()).map(ReasonCode::code))
        .containsExactly(
            "own-record",
            "proxy",
            "break-glass",
            "permitted-by-consent",
            "licence-invalid",
            "purpose-missing",
            "purpose-not-in-token",
            "purpose-not-for-role",
            "scope-insufficient",
            "break-glass-reason-missing",
            "chain-head-too-old",
            "denied-by-consent",
            "no-consent",
            "consent-not-active",
            "consent-outside-period",
            "performer-without-authority",
            "consent-not-signed",
            "revocation-received",
            "consent-not-on-chain",
            "consent-revoked",
            "consent-superseded",
            "consent-differs",
            "consent-expired");
  }

  private static ReasonCode decidedBy(Requester requester, Purpose purpose) {
    return Given.decide(Given.request(requester, purpose, Given.item()), PERMITS).decidedBy();
  }

  private static ConsentRequest patient(Relation relation, Purpose purpose) {
    return new ConsentRequest(
        Given.requester(CallerRole.PATIENT),
        purpose,
        Interaction.READ,
        relation,
        null,
        Given.item());
  }

  private static StoredConsent with(StoredConsent c, Status status) {
    return Given.copy(c, status, c.period(), c.authority(), c.grant());
  }
}
