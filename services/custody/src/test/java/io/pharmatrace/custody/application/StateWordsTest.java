package io.pharmatrace.custody.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.custody.application.StateWords.Change;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.EventBuilder;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.PersistentDisposition;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.gs1.Epc;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The words of EPCIS for the states of a pack. */
class StateWordsTest {
  private static final String PACK = "https://id.gs1.org/01/00300010123455/21/1";
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-21T08:00:00+01:00");

  private static EventBuilder event() {
    return EventBuilder.at(TIME);
  }

  private static ObjectEvent named(EventBuilder event, UnitState state) {
    return event
        .extension(Extension.text(StateWords.PACK_STATE, state.text()))
        .objectEvent(Action.OBSERVE, List.of(PACK));
  }

  @ParameterizedTest
  @EnumSource(
      value = UnitState.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"VOID", "ARCHIVED"})
  void whatIsWrittenIsRead(UnitState state) throws Unusable {
    Change change = new Change(state, state == UnitState.ACTIVE ? UnitState.LOCKED : null);
    assertThat(StateWords.read(StateWords.event(change, List.of(PACK), TIME, null)))
        .contains(change);
  }

  @ParameterizedTest
  @CsvSource({
    "dispensing, stolen",
    "dispensing, destroyed",
    "retail_selling, disposed",
    "sampling, stolen",
    "destroying, stolen",
  })
  void aStepAndADispositionThatContradictEachOtherAreRefused(String step, String disposition) {
    assertThatThrownBy(
            () ->
                StateWords.read(
                    event()
                        .bizStep(step)
                        .disposition(disposition)
                        .objectEvent(Action.OBSERVE, List.of(PACK))))
        .isInstanceOf(Unusable.class);
  }

  @Test
  void whatIsLostIsLostWhateverElseIsSaid() throws Unusable {
    PersistentDisposition stolen =
        new PersistentDisposition(List.of(Term.disposition("stolen")), List.of());
    EventBuilder held =
        event().bizStep("holding").disposition("non_sellable_other").persistentDisposition(stolen);
    assertThat(StateWords.read(held.objectEvent(Action.OBSERVE, List.of(PACK))))
        .contains(new Change(UnitState.STOLEN, null));
    EventBuilder deleted = event().bizStep("holding").disposition("non_sellable_other");
    assertThat(StateWords.read(deleted.objectEvent(Action.DELETE, List.of(PACK))))
        .contains(new Change(UnitState.DESTROYED, null));
    EventBuilder gone = event().bizStep("decommissioning").disposition("stolen");
    assertThat(StateWords.read(gone.objectEvent(Action.DELETE, List.of(PACK))))
        .contains(new Change(UnitState.STOLEN, null));
    assertThatThrownBy(
            () ->
                StateWords.read(
                    named(
                        event().bizStep("decommissioning").disposition("stolen"),
                        UnitState.CHECKED_OUT)))
        .isInstanceOf(Unusable.class);
  }

  @Test
  void ourFieldTellsWhyAPackWasDecommissionedAndContradictsNoWord() throws Unusable {
    assertThat(StateWords.read(named(event().bizStep("decommissioning"), UnitState.FREE_SAMPLE)))
        .contains(new Change(UnitState.FREE_SAMPLE, null));
    assertThatThrownBy(
            () -> StateWords.read(named(event().bizStep("dispensing"), UnitState.LOCKED)))
        .isInstanceOf(Unusable.class);
    assertThatThrownBy(() -> StateWords.read(named(event(), UnitState.VOID)))
        .isInstanceOf(Unusable.class);
  }

  @Test
  void aSightingTellsOfNoState() throws Unusable {
    assertThat(
            StateWords.read(event().bizStep("storing").objectEvent(Action.OBSERVE, List.of(PACK))))
        .isEqualTo(Optional.empty());
  }

  @Test
  void aStateThatIsToldInPassingIsRefused() {
    List<Epc> units = List.of(Epc.parse(PACK).orElseThrow());
    assertThat(
            Claims.beyond(
                named(event().bizStep("receiving"), UnitState.STOLEN),
                new CustodyAction.Receive(units)))
        .isPresent();
    assertThat(
            Claims.beyond(
                named(event().bizStep("storing"), UnitState.LOCKED),
                new CustodyAction.Decommission(units, UnitState.LOCKED)))
        .isEmpty();
  }
}
