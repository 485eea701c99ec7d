package io.pharmatrace.custody.application;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.gs1.Epc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What topic {@code custody-events} tells other features and systems.
 *
 * @param eventId identifier of the stored event; a repeat of the message has the same
 * @param eventHash CBV 2.0 event hash as {@code ni:///sha-256;...}
 * @param organisation who captured it
 * @param type EPCIS event type
 * @param bizStep CBV 2.0 business step
 * @param eventTime ISO 8601 with the offset of the place
 * @param unitCount how many units the event names
 * @param units canonical Digital Link URIs of the first 1,000 of them
 */
@Serdeable
public record Announcement(
    long eventId,
    String eventHash,
    String organisation,
    String type,
    @Nullable String bizStep,
    String eventTime,
    int unitCount,
    List<String> units) {
  private static final int MAX_UNITS = 1_000;

  static Announcement of(EventStore.NewEvent event) {
    @Nullable Term step = event.event().bizStep();
    return new Announcement(
        event.id(),
        event.identity().event().ni(),
        event.identity().organisation().toString(),
        event.event().type(),
        step == null ? null : step.value(),
        event.event().eventTime().toString(),
        event.units().size(),
        event.units().stream().limit(MAX_UNITS).map(Epc::digitalLink).toList());
  }
}
