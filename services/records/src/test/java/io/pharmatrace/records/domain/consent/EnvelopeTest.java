package io.pharmatrace.records.domain.consent;

import static io.pharmatrace.records.domain.consent.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.records.domain.consent.OnChain.State;
import io.pharmatrace.records.domain.consent.StoredConsent.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every combination of what surrounds the provisions, against {@code consent-envelope.csv}. */
class EnvelopeTest {
  private static final Instant BEFORE = NOW.minusNanos(1);
  private static final Instant AFTER = NOW.plusNanos(1);
  private static final Map<String, Interval> PERIODS =
      Map.of(
          "none", Interval.ALWAYS,
          "before", new Interval(AFTER, AFTER.plusSeconds(9)),
          "at-start", new Interval(NOW, AFTER),
          "within", new Interval(BEFORE, AFTER),
          "at-end", new Interval(BEFORE, NOW),
          "after", new Interval(BEFORE.minusSeconds(9), BEFORE));
  private static final List<Boolean> BOTH = List.of(true, false);

  private final Table table = Table.read("consent-envelope.csv");
  private int cases;

  @Test
  void everyCombination() {
    for (Status status : Status.values()) {
      for (Map.Entry<String, Interval> period : PERIODS.entrySet()) {
        for (boolean performer : BOTH) {
          for (boolean signed : BOTH) {
            for (boolean revocation : BOTH) {
              StoredConsent consent =
                  consent(status, period.getValue(), performer, signed, revocation);
              everyChain(
                  consent,
                  List.of(
                      status.name(),
                      period.getKey(),
                      performer ? "yes" : "no",
                      signed ? "yes" : "no",
                      revocation ? "yes" : "no"));
            }
          }
        }
      }
    }

    assertThat(cases).isEqualTo(13_824);
    table.assertEveryRowFitted();
  }

  private void everyChain(StoredConsent consent, List<String> envelope) {
    for (State state : State.values()) {
      for (boolean version : BOTH) {
        for (boolean commitment : BOTH) {
          for (boolean notAfter : BOTH) {
            for (boolean fresh : BOTH) {
              OnChain onChain =
                  new OnChain(
                      state,
                      version ? 5 : 6,
                      Given.bytes(commitment ? 2 : 3),
                      notAfter ? NOW : BEFORE);
              Instant head = fresh ? NOW : NOW.minus(Given.MAX_AGE).minusNanos(1);
              ChainView chain =
                  new ChainView(head, NOW, Given.MAX_AGE, Map.of(Given.bytes(1), onChain));
              List<String> expected =
                  table.find(
                      envelope.get(0),
                      envelope.get(1),
                      envelope.get(2),
                      envelope.get(3),
                      envelope.get(4),
                      state,
                      version ? "same" : "other",
                      commitment ? "same" : "other",
                      notAfter ? "now" : "past",
                      fresh ? "fresh" : "old");
              assertThat(
                      List.of(
                          withheld(consent, Saying.DENY, chain),
                          withheld(consent, Saying.PERMIT, chain)))
                  .as("%s, %s", consent, chain)
                  .isEqualTo(expected);
              assertThat(withheld(consent, Saying.DENY_PURPOSE, chain))
                  .isEqualTo(expected.getFirst());
              cases++;
            }
          }
        }
      }
    }
  }

  @Test
  void whatNobodySignedIsNotSigned() {
    StoredConsent signed = Given.consent(1, Rule.permit());
    StoredConsent consent =
        Given.copy(signed, Status.ACTIVE, Interval.ALWAYS, Interval.ALWAYS, null);

    assertThat(withheld(consent, Saying.PERMIT, Given.chain(List.of(signed), NOW)))
        .isEqualTo("consent-not-signed");
    assertThat(withheld(consent, Saying.DENY, Given.chain(List.of(), NOW))).isEqualTo("counts");
  }

  @Test
  void whoNeverHadAuthorityGivesNoConsent() {
    StoredConsent consent = consent(Status.ACTIVE, Interval.ALWAYS, true, true, false);
    StoredConsent without =
        Given.copy(consent, Status.ACTIVE, Interval.ALWAYS, null, consent.grant());

    assertThat(withheld(without, Saying.PERMIT, Given.chain(List.of(consent), NOW)))
        .isEqualTo("performer-without-authority");
  }

  @Test
  void aKeyThatIsNotOnChainPermitsNothing() {
    StoredConsent consent = Given.consent(1, Rule.permit());

    assertThat(withheld(consent, Saying.PERMIT, Given.chain(List.of(), NOW)))
        .isEqualTo("consent-not-on-chain");
  }

  private static StoredConsent consent(
      Status status, Interval period, boolean performer, boolean signed, boolean revocation) {
    return Given.copy(
        Given.consent(1, Rule.permit()),
        status,
        period,
        new Interval(null, performer ? NOW : BEFORE),
        new Grant(Given.bytes(1), 5, Given.bytes(2), signed, revocation));
  }

  private static String withheld(StoredConsent consent, Saying saying, ChainView chain) {
    return Envelope.withheld(consent, saying, chain, NOW).map(ReasonCode::code).orElse("counts");
  }
}
