package io.pharmatrace.records.domain.consent;

import static io.pharmatrace.records.domain.consent.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.records.domain.consent.Decision.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Up to three consents that say anything, in all orders, against {@code consent-combination.csv}:
 * with the glass broken or not, on a fresh head or an old one.
 */
class CombinationTest {
  private static final Ref SOMEBODY_ELSE = new Ref("Practitioner/somebody-else");

  @Test
  void allOrdersOfUpToThreeConsents() {
    Table table = Table.read("consent-combination.csv");
    for (List<Saying> sayings : ProvisionsTest.lists(List.of(Saying.values()), 3)) {
      for (Purpose purpose : List.of(Purpose.TREAT, Purpose.BTG)) {
        for (boolean fresh : List.of(true, false)) {
          List<StoredConsent> consents = consents(sayings, purpose);
          ChainView chain =
              Given.chain(consents, fresh ? NOW : NOW.minus(Given.MAX_AGE).minusNanos(1));
          List<String> expected =
              table.find(
                  yes(sayings.contains(Saying.DENY_PURPOSE)),
                  yes(sayings.stream().anyMatch(Saying::denies)),
                  yes(sayings.contains(Saying.PERMIT)),
                  purpose,
                  fresh ? "fresh" : "old");

          Decision decision = ConsentDecision.decide(Given.request(purpose), consents, chain, NOW);

          assertThat(
                  List.of(
                      decision.outcome().name(),
                      decision.decidedBy().code(),
                      yes(!decision.obligations().isEmpty())))
              .as("%s for %s, fresh: %s", sayings, purpose, fresh)
              .isEqualTo(expected);
          assertThat(decision.consents()).isEqualTo(deciding(sayings, purpose, decision));
        }
      }
    }
    table.assertEveryRowFitted();
  }

  /** Which decided: those that deny, of the purpose itself when the glass is broken; or permit. */
  private static Set<UUID> deciding(List<Saying> sayings, Purpose purpose, Decision decision) {
    List<Saying> kind =
        switch (decision.decidedBy()) {
          case DENIED_BY_CONSENT ->
              purpose == Purpose.BTG
                  ? List.of(Saying.DENY_PURPOSE)
                  : List.of(Saying.DENY_PURPOSE, Saying.DENY);
          case PERMITTED_BY_CONSENT -> List.of(Saying.PERMIT);
          default -> List.of();
        };
    assertThat(decision.outcome() == Outcome.DENY && kind.contains(Saying.PERMIT)).isFalse();
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < sayings.size(); i++) {
      if (kind.contains(sayings.get(i))) {
        ids.add(Given.id(i));
      }
    }
    return ids.stream().collect(Collectors.toSet());
  }

  private static List<StoredConsent> consents(List<Saying> sayings, Purpose purpose) {
    List<StoredConsent> consents = new ArrayList<>();
    for (Saying saying : sayings) {
      consents.add(
          Given.consent(
              consents.size(),
              switch (saying) {
                case SILENT -> Rule.permit().actor(SOMEBODY_ELSE);
                case PERMIT -> Rule.permit();
                case DENY -> Rule.deny();
                case DENY_PURPOSE -> Rule.deny().purposes(purpose.code());
              }));
    }
    return consents;
  }

  private static String yes(boolean is) {
    return is ? "yes" : "no";
  }
}
