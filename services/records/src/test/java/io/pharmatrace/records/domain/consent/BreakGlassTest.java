package io.pharmatrace.records.domain.consent;

import static io.pharmatrace.records.domain.consent.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.records.domain.consent.Decision.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An emergency overrides what a person said, in sight of everybody. */
class BreakGlassTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "help", "123456789", "          ", " 12345678 ", "\u00a0\u2003 abc"})
  void theGlassIsNotBrokenWithoutAReason(String reason) {
    assertThat(glass(reason).decidedBy()).isEqualTo(ReasonCode.BREAK_GLASS_REASON_MISSING);
    assertThat(glass(null).decidedBy()).isEqualTo(ReasonCode.BREAK_GLASS_REASON_MISSING);
  }

  @Test
  void aConsentThatPermitsBreakingTheGlassNeedsTheReasonToo() {
    StoredConsent consent = Given.consent(1, Rule.permit().purposes(Purpose.BTG.code()));

    assertThat(glass("", consent).outcome()).isEqualTo(Outcome.DENY);
  }

  @Test
  void theGlassIsBrokenWithFourObligationsOverADenyAndWithoutAChain() {
    Decision decision =
        ConsentDecision.decide(
            Given.request(Purpose.BTG),
            List.of(Given.consent(1, Rule.deny())),
            ChainView.unseen(Given.MAX_AGE),
            NOW);

    assertThat(decision.outcome()).isEqualTo(Outcome.PERMIT);
    assertThat(decision.obligations()).containsExactlyInAnyOrder(Obligation.values());
    assertThat(decision.consents()).isEmpty();
  }

  @Test
  void whoDeniedBreakingTheGlassIsObeyed() {
    StoredConsent nested =
        Given.consent(
            3, Rule.permit(), Rule.deny().purposes(Purpose.BTG.code()).actor(Given.PHARMACIST));

    Decision decision =
        Given.decide(Given.request(Purpose.BTG), Given.consent(2, Rule.permit()), nested);

    assertThat(decision.outcome()).isEqualTo(Outcome.DENY);
    assertThat(decision.consents()).containsExactly(nested.id());
  }

  @Test
  void aDenyThatHasThePurposeFromItsRootDoesNotNameIt() {
    StoredConsent consent =
        Given.consent(3, Rule.permit().purposes(Purpose.BTG.code()), Rule.deny());

    assertThat(Given.decide(Given.request(Purpose.BTG), consent).decidedBy())
        .isEqualTo(ReasonCode.BREAK_GLASS);
  }

  @Test
  void aRootThatNamesItDeniesBesideANestedOneThatDoesNot() {
    StoredConsent consent = Given.consent(3, Rule.deny().purposes(Purpose.BTG.code()), Rule.deny());

    assertThat(Given.decide(Given.request(Purpose.BTG), consent).outcome()).isEqualTo(Outcome.DENY);
  }

  private static Decision glass(@Nullable String reason, StoredConsent... consents) {
    ConsentRequest request = Given.request(Purpose.BTG);
    return Given.decide(
        new ConsentRequest(
            request.requester(),
            request.purpose(),
            request.interaction(),
            request.relation(),
            reason,
            request.item()),
        consents);
  }
}
