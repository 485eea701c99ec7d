package io.pharmatrace.custody.application;

import io.pharmatrace.custody.Entry;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.CommonFields;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EventBuilder;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Problem;
import io.pharmatrace.gs1.Result;
import io.pharmatrace.gs1.Scan;
import io.pharmatrace.gs1.Sgln;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the EPCIS event that a raw read means. Pure. */
final class ScanReader {
  /** The read as an event, or why it is none. */
  sealed interface Reading {
    /** An event to be captured for the reader's organisation. */
    record Event(Submission submission) implements Reading {}

    /** The read cannot be used. */
    record Unusable(Refusal refusal) implements Reading {}
  }

  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    Fault(Reason reason, String detail) {
      super(detail, null, false, false);
      this.refusal = new Refusal(reason, detail);
    }
  }

  private ScanReader() {}

  /**
   * Reads a message whose form was checked.
   *
   * @param organisation for whom the reader speaks
   */
  static Reading read(UUID organisation, ScanMessage message) {
    try {
      Scan scan = barcode(message.symbology(), required(message.data()));
      EpcisEvent event = event(message, epc(scan));
      return new Reading.Event(
          new Submission(
              organisation,
              event,
              scan.data().lot().orElse(null),
              scan.data().expiry().orElse(null),
              Entry.SCANNED));
    } catch (Fault e) {
      return new Reading.Unusable(e.refusal);
    }
  }

  private static EpcisEvent event(ScanMessage message, Epc epc) throws Fault {
    String step = required(message.bizStep());
    EventBuilder event =
        EventBuilder.at(time(required(message.time())))
            .readPoint(place(required(message.readPoint())));
    List<String> epcs = List.of(epc.digitalLink());
    return switch (step) {
      case "commissioning" -> commissioning(event, message).objectEvent(Action.ADD, epcs);
      case "packing" ->
          event
              .bizStep(step)
              .disposition("in_progress")
              .aggregationEvent(Action.ADD, container(message, "packing"), epcs);
      case "unpacking" ->
          message.container() == null
              ? unpacking(event).aggregationEvent(Action.DELETE, epc.digitalLink(), List.of())
              : unpacking(event)
                  .aggregationEvent(Action.DELETE, container(message, "unpacking"), epcs);
      case "shipping" ->
          event
              .bizStep(step)
              .disposition("in_transit")
              .destination("owning_party", destination(message))
              .objectEvent(Action.OBSERVE, epcs);
      case "receiving" ->
          event.bizStep(step).disposition("in_progress").objectEvent(Action.OBSERVE, epcs);
      case "dispensing" ->
          event.bizStep(step).disposition("dispensed").objectEvent(Action.OBSERVE, epcs);
      case "destroying" ->
          event.bizStep(step).disposition("destroyed").objectEvent(Action.DELETE, epcs);
      case "storing", "inspecting", "stocking", "picking", "loading", "arriving", "departing" ->
          event.bizStep(step).objectEvent(Action.OBSERVE, epcs);
      default ->
          throw new Fault(Reason.NOT_SUPPORTED, "A scanner does not report this business step.");
    };
  }

  private static EventBuilder unpacking(EventBuilder event) {
    return event.bizStep("unpacking").disposition("in_progress");
  }

  private static EventBuilder commissioning(EventBuilder event, ScanMessage message) throws Fault {
    Scan scan = barcode(message.symbology(), required(message.data()));
    scan.data().lot().ifPresent(lot -> event.lot(lot.value()));
    scan.data().expiry().ifPresent(expiry -> event.expiry(expiry.date().toString()));
    return event.bizStep("commissioning").disposition("active");
  }

  private static Scan barcode(@Nullable String symbology, String data) throws Fault {
    String whole = symbology == null || data.startsWith("]") ? data : symbology + data;
    return switch (Scan.read(whole)) {
      case Result.Ok<Scan>(Scan scan) -> scan;
      case Result.Problems<Scan> wrong -> throw unreadable(wrong.problems());
    };
  }

  private static Epc epc(Scan scan) throws Fault {
    return switch (scan.epc()) {
      case Result.Ok<Epc>(Epc epc) -> epc;
      case Result.Problems<Epc> wrong -> throw unreadable(wrong.problems());
    };
  }

  private static Fault unreadable(List<Problem> problems) {
    return new Fault(
        Reason.UNREADABLE,
        problems.stream().map(Problem::message).limit(3).collect(Collectors.joining(" ")));
  }

  private static String container(ScanMessage message, String step) throws Fault {
    if (message.container() == null) {
      throw new Fault(Reason.INCOMPLETE, "A " + step + " scan names its container.");
    }
    return epc(barcode(null, message.container())).digitalLink();
  }

  private static String destination(ScanMessage message) throws Fault {
    if (message.destination() == null) {
      throw new Fault(Reason.INCOMPLETE, "A shipping scan names its destination.");
    }
    return place(message.destination());
  }

  private static String place(String uri) throws Fault {
    return switch (Epc.parse(uri)) {
      case Result.Ok<Epc>(Sgln sgln) -> sgln.digitalLink();
      case Result.Ok<Epc>(Epc other) ->
          throw new Fault(Reason.UNKNOWN_PLACE, other.digitalLink() + " is no GLN of a place.");
      case Result.Problems<Epc> wrong ->
          throw new Fault(Reason.UNKNOWN_PLACE, wrong.problems().getFirst().message());
    };
  }

  private static OffsetDateTime time(String text) throws Fault {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      String offset = time.getOffset().getId();
      if (!offset.equals("Z") && !CommonFields.isOffset(offset)) {
        throw new Fault(Reason.MALFORMED, "time has an offset that no place on earth has.");
      }
      return time;
    } catch (DateTimeException e) {
      throw new Fault(
          Reason.MALFORMED, "time must be ISO 8601 with an offset: 2026-11-21T08:00:00+01:00.");
    }
  }

  private static String required(@Nullable String text) {
    if (text == null) {
      throw new IllegalStateException("the form of the message was checked before");
    }
    return text;
  }
}
