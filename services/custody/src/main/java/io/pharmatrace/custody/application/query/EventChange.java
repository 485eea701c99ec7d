package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.AggregationEvent;
import io.pharmatrace.epcis.AssociationEvent;
import io.pharmatrace.epcis.CommonFields;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.ErrorDeclaration;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.Ilmd;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.TransactionEvent;
import io.pharmatrace.epcis.TransformationEvent;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Events that are another one but for some fields. */
final class EventChange {
  /** URIs that name a thing by a hash of it (RFC 6920, sections 3, 4 and 7). */
  private static final Pattern HASH =
      Pattern.compile("nih?:.*|https?:.*/\\.well-known/ni/.*", Pattern.CASE_INSENSITIVE);

  private EventChange() {}

  /** The event as it was stored at a time. */
  static EpcisEvent recorded(EpcisEvent event, OffsetDateTime recordTime) {
    CommonFields c = event.common();
    return with(event, head(c, recordTime, c.eventId(), c.errorDeclaration()));
  }

  /** The event with an identifier in any case: this one if it came without. */
  static EpcisEvent identified(EpcisEvent event, String id) {
    return event.common().eventId() == null ? withId(event, new Identifier(id)) : event;
  }

  /**
   * The event without an identifier from which a hash of what it says can be read: it would confirm
   * a guess of what is hidden.
   *
   * @param hash of the event, as {@code ni:///sha-256;<64 hex digits>?ver=CBV2.0}
   */
  static EpcisEvent withoutHash(EpcisEvent event, String hash) {
    String digits = hash.replaceAll(".*;|\\?.*", "");
    return Optional.ofNullable(event.common().eventId())
            .map(Identifier::uri)
            .filter(
                uri -> HASH.matcher(uri).matches() || uri.toLowerCase(Locale.ROOT).contains(digits))
            .isPresent()
        ? withId(event, null)
        : event;
  }

  /** What the event hash is about: nothing of record time, identifier and error declaration. */
  static EpcisEvent content(EpcisEvent event) {
    return with(event, head(event.common(), null, null, null));
  }

  /** The event without the names of what corrects it: they may be hashes of what others got. */
  static EpcisEvent withoutCorrections(EpcisEvent event) {
    CommonFields c = event.common();
    @Nullable ErrorDeclaration declared = c.errorDeclaration();
    return declared == null
        ? event
        : with(
            event,
            head(
                c,
                c.recordTime(),
                c.eventId(),
                new ErrorDeclaration(
                    declared.declarationTime(),
                    declared.reason(),
                    declared.correctiveEventIds().stream()
                        .filter(id -> !HASH.matcher(id.uri()).matches())
                        .toList(),
                    declared.extensions())));
  }

  /**
   * What happened to the things of an event, when and where, and no more: no documents, parties,
   * sensors, certifications and users' fields; of their master data lot and expiry date; of an
   * error declaration its time and reason.
   */
  static EpcisEvent bare(EpcisEvent event) {
    CommonFields c = event.common();
    @Nullable ErrorDeclaration declared = c.errorDeclaration();
    EpcisEvent bare =
        with(
            event,
            new CommonFields(
                c.eventTime(),
                c.eventTimeZoneOffset(),
                c.recordTime(),
                c.eventId(),
                List.of(),
                declared == null
                    ? null
                    : new ErrorDeclaration(
                        declared.declarationTime(), declared.reason(), List.of(), List.of()),
                c.bizStep(),
                c.disposition(),
                c.persistentDisposition(),
                bare(c.readPoint()),
                bare(c.bizLocation()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
    return bare instanceof ObjectEvent e
        ? new ObjectEvent(e.common(), e.action(), e.epcs(), e.quantities(), bare(e.ilmd()))
        : bare;
  }

  private static @Nullable Place bare(@Nullable Place place) {
    return place == null ? null : Place.of(place.id());
  }

  private static Ilmd bare(Ilmd ilmd) {
    return new Ilmd(ilmd.fields().stream().filter(EventChange::isBatch).toList());
  }

  private static boolean isBatch(Extension field) {
    String name = field.name().getLocalPart();
    return Ilmd.isStandard(field.name())
        && (name.equals("lotNumber") || name.equals("itemExpirationDate"))
        && field.children().isEmpty();
  }

  private static EpcisEvent withId(EpcisEvent event, @Nullable Identifier id) {
    CommonFields c = event.common();
    return with(event, head(c, c.recordTime(), id, c.errorDeclaration()));
  }

  private static CommonFields head(
      CommonFields c,
      @Nullable OffsetDateTime recordTime,
      @Nullable Identifier id,
      @Nullable ErrorDeclaration declaration) {
    return new CommonFields(
        c.eventTime(),
        c.eventTimeZoneOffset(),
        recordTime,
        id,
        c.certificationInfo(),
        declaration,
        c.bizStep(),
        c.disposition(),
        c.persistentDisposition(),
        c.readPoint(),
        c.bizLocation(),
        c.bizTransactions(),
        c.sources(),
        c.destinations(),
        c.sensorElements(),
        c.extensions());
  }

  /** The event with other common fields. */
  static EpcisEvent with(EpcisEvent event, CommonFields common) {
    return switch (event) {
      case ObjectEvent e -> new ObjectEvent(common, e.action(), e.epcs(), e.quantities(), e.ilmd());
      case AggregationEvent e ->
          new AggregationEvent(common, e.action(), e.parent(), e.children(), e.childQuantities());
      case AssociationEvent e ->
          new AssociationEvent(common, e.action(), e.parent(), e.children(), e.childQuantities());
      case TransactionEvent e ->
          new TransactionEvent(common, e.action(), e.parent(), e.epcs(), e.quantities());
      case TransformationEvent e ->
          new TransformationEvent(
              common,
              e.inputs(),
              e.inputQuantities(),
              e.outputs(),
              e.outputQuantities(),
              e.transformationId(),
              e.ilmd());
    };
  }
}
