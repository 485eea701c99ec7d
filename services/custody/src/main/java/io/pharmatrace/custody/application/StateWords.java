package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EventBuilder;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.PersistentDisposition;
import io.pharmatrace.epcis.Term;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * How EPCIS says that a pack goes into a state: business steps and dispositions of CBV 2.0
 * (sections 7.1 and 7.2), and where they cannot tell states apart our fields {@code packState} and
 * {@code undone}. Pure.
 */
final class StateWords {
  /** Namespace of our fields in events. */
  static final String NAMESPACE = "urn:pharmatrace:epcis";

  /** The state that the event brings a pack into. */
  static final QName PACK_STATE = new QName(NAMESPACE, "packState", "pharmatrace");

  /** The state that is taken back by packState Active. */
  static final QName UNDONE = new QName(NAMESPACE, "undone", "pharmatrace");

  /**
   * A change of state that an event tells of.
   *
   * @param state the new one
   * @param undone the one that is taken back, if the event says so
   */
  record Change(UnitState state, @Nullable UnitState undone) {}

  private StateWords() {}

  /** The event that tells of a change of state. */
  static ObjectEvent event(
      Change change, List<String> epcs, OffsetDateTime time, @Nullable String readPoint) {
    EventBuilder event = EventBuilder.at(time);
    if (readPoint != null) {
      event.readPoint(readPoint);
    }
    if (change.undone() != null) {
      event.extension(Extension.text(UNDONE, change.undone().text()));
    }
    return switch (change.state()) {
      case SUPPLIED ->
          event.bizStep("dispensing").disposition("dispensed").objectEvent(Action.OBSERVE, epcs);
      case DESTROYED ->
          event.bizStep("destroying").disposition("destroyed").objectEvent(Action.DELETE, epcs);
      case STOLEN -> event.disposition("stolen").objectEvent(Action.OBSERVE, epcs);
      case SAMPLE -> event.bizStep("sampling").objectEvent(Action.OBSERVE, epcs);
      case LOCKED ->
          event
              .bizStep("holding")
              .disposition("non_sellable_other")
              .objectEvent(Action.OBSERVE, epcs);
      case EXPORTED, CHECKED_OUT, FREE_SAMPLE ->
          named(event, change.state())
              .bizStep("decommissioning")
              .disposition("inactive")
              .objectEvent(Action.DELETE, epcs);
      case ACTIVE ->
          named(event, change.state()).disposition("active").objectEvent(Action.OBSERVE, epcs);
      case VOID, ARCHIVED ->
          throw new IllegalArgumentException("nobody brings a pack into " + change.state());
    };
  }

  private static EventBuilder named(EventBuilder event, UnitState state) {
    return event.extension(Extension.text(PACK_STATE, state.text()));
  }

  /**
   * The change of state that an event tells of.
   *
   * @return empty when it tells of none
   * @throws Unusable when it contradicts itself
   */
  static Optional<Change> read(ObjectEvent event) throws Unusable {
    @Nullable UnitState named = field(event, PACK_STATE);
    @Nullable UnitState undone = field(event, UNDONE);
    @Nullable UnitState meant = words(event);
    if (undone != null && named != UnitState.ACTIVE) {
      throw new Unusable(Reason.INVALID_EVENT, "Only packState Active undoes a state.");
    }
    @Nullable UnitState lost = lost(event);
    // "Decommissioning" alone does not say why; our field does, but not against what is lost.
    boolean open = step(event).equals("decommissioning") && lost == null;
    if (named != null && meant != null && !open && named != meant) {
      throw new Unusable(
          Reason.INVALID_EVENT,
          "packState " + named.text() + " contradicts the words, which say " + meant.text() + ".");
    }
    if (lost != null && meant != null && lost != meant) {
      throw new Unusable(
          Reason.INVALID_EVENT,
          "The business step says " + meant.text() + ", the disposition " + lost.text() + ".");
    }
    @Nullable UnitState state = named == null ? meant : named;
    return Optional.ofNullable(state == null ? null : new Change(state, undone));
  }

  private static @Nullable UnitState words(ObjectEvent event) {
    @Nullable UnitState lost = lost(event);
    return switch (step(event)) {
      case "dispensing", "retail_selling" -> UnitState.SUPPLIED;
      case "destroying" -> UnitState.DESTROYED;
      // Nothing says that it could be undone, so it cannot.
      case "decommissioning" -> lost == null ? UnitState.DESTROYED : lost;
      case "sampling" -> UnitState.SAMPLE;
      case "holding" ->
          lost == null && event.action() != Action.DELETE && has(event, "non_sellable_other")
              ? UnitState.LOCKED
              : ended(event, lost);
      default -> ended(event, lost);
    };
  }

  private static @Nullable UnitState ended(ObjectEvent event, @Nullable UnitState lost) {
    // Whatever the step: what was deleted must not be taken for sound (EPCIS 2.0 section 7.3.5).
    return lost == null && event.action() == Action.DELETE ? UnitState.DESTROYED : lost;
  }

  /** From which no way leads back, whatever else the event says. */
  private static @Nullable UnitState lost(ObjectEvent event) {
    if (has(event, "stolen")) {
      return UnitState.STOLEN;
    }
    return has(event, "destroyed") || has(event, "disposed") ? UnitState.DESTROYED : null;
  }

  /** Whether an event of any kind has one of our fields about states. */
  static boolean isIn(EpcisEvent event) {
    return event.common().extensions().stream()
        .anyMatch(field -> field.name().equals(PACK_STATE) || field.name().equals(UNDONE));
  }

  private static String step(ObjectEvent event) {
    @Nullable Term step = event.bizStep();
    return step == null ? "" : step.value();
  }

  private static boolean has(ObjectEvent event, String disposition) {
    @Nullable PersistentDisposition lasting = event.common().persistentDisposition();
    return Stream.concat(
            Stream.ofNullable(event.disposition()),
            lasting == null ? Stream.empty() : lasting.set().stream())
        .anyMatch(term -> term.value().equals(disposition));
  }

  private static @Nullable UnitState field(ObjectEvent event, QName name) throws Unusable {
    List<Extension> fields =
        event.common().extensions().stream().filter(field -> field.name().equals(name)).toList();
    if (fields.isEmpty()) {
      return null;
    }
    try {
      UnitState state = UnitState.of(fields.getFirst().text());
      if (fields.size() == 1 && state.canBeWanted()) {
        return state;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new Unusable(
        Reason.INVALID_EVENT, name.getLocalPart() + " must name one state of docs/pack-states.md.");
  }
}
