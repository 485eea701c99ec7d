package io.pharmatrace.custody.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.custody.application.Interpreter.Meaning;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.EventBuilder;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterpreterTest {
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-21T08:00:00+01:00");

  private final Interpreter interpreter = new Interpreter(new Places(Map.of()), TIME);

  private Meaning dispensing(String identifier) {
    return interpreter.read(
        new UUID(0, 1),
        EventBuilder.at(TIME)
            .bizStep("dispensing")
            .objectEvent(Action.OBSERVE, List.of(identifier)));
  }

  /** Else a pack would stay green because the sender's system spells it in its own way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:epc:tag:sgtin-96:3.9521101.000002.123",
        "URN:EPC:ID:SGTIN:9521101.000002.A",
        "urn:epc:id:SSCC:9521101.0000000015",
        "https://id.gs1.org/gtin/09521101000023/ser/A",
        "https://id.gs1.org/gtin/09521101000023/lot/L/ser/A",
        "https://id.gs1.org/sscc/095211010000000153",
        "https://user:word@id.gs1.org/01/09521101000023/21/A",
        "ftp://id.gs1.org/01/09521101000023/10/L/21/A",
        "https://example.com/?01=09521101000023&21=A"
      })
  void whatMeansAPackInAFormThatEpcisDoesNotHaveIsRefusedByName(String identifier) {
    assertThat(dispensing(identifier))
        .isInstanceOfSatisfying(
            Meaning.NotUnderstood.class,
            wrong -> {
              assertThat(wrong.refusal().reason()).isEqualTo(Reason.INVALID_EVENT);
              assertThat(wrong.refusal().detail()).contains(identifier);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:epc:id:usdod:CAGEY.5678",
        "urn:epc:id:grai:9521101.00002.A2",
        "urn:uuid:00000000-0000-4000-8000-0000000000a1",
        "https://example.com/orders/2026/21/4",
        "https://example.com/gtin/list"
      })
  void whatIsNoUnitIsOnlyNoted(String identifier) {
    assertThat(dispensing(identifier))
        .isInstanceOfSatisfying(
            Meaning.Understood.class,
            understood ->
                assertThat(understood.action()).isEqualTo(new CustodyAction.Note(List.of())));
  }
}
