package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.SourceOrDestination;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Pgln;
import io.pharmatrace.gs1.Sgln;
import io.pharmatrace.registry.Organisations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Whose the places and parties are that events name. Immutable.
 *
 * @param owners the organisation of every GLN that the events name; unknown ones are absent
 */
record Places(Map<Gln, UUID> owners) {
  private static final List<String> DESTINATIONS =
      List.of("owning_party", "possessing_party", "location");

  /** Looks up whose the places are that these events name. */
  static Places of(Handle handle, Organisations organisations, Stream<EpcisEvent> events) {
    return new Places(
        organisations.ownersOf(handle, events.flatMap(Places::glns).collect(Collectors.toSet())));
  }

  /** Every GLN that an event names as place or destination. */
  private static Stream<Gln> glns(EpcisEvent event) {
    Stream<Identifier> places =
        Stream.of(event.readPoint(), event.bizLocation())
            .flatMap(place -> Stream.ofNullable(place).map(Place::id));
    Stream<Identifier> ends = event.common().destinations().stream().map(SourceOrDestination::id);
    return Stream.concat(places, ends).flatMap(id -> gln(id).stream());
  }

  /** The places where an event says that it was; empty for one that is no GLN. */
  static List<Optional<Gln>> named(EpcisEvent event) {
    return Stream.of(event.readPoint(), event.bizLocation())
        .flatMap(Stream::ofNullable)
        .map(place -> gln(place.id()))
        .toList();
  }

  /** Where an event is; a place that it names must be one of who captures it. */
  @Nullable Gln at(UUID organisation, EpcisEvent event) throws Unusable {
    @Nullable Place place = event.bizLocation() != null ? event.bizLocation() : event.readPoint();
    for (Place named :
        Stream.of(event.readPoint(), event.bizLocation()).flatMap(Stream::ofNullable).toList()) {
      Gln gln =
          gln(named.id())
              .orElseThrow(
                  () ->
                      new Unusable(
                          Reason.UNKNOWN_PLACE, named.id().uri() + " is no GLN of a place."));
      if (!organisation.equals(owners.get(gln))) {
        throw new Unusable(
            Reason.UNKNOWN_PLACE, "GLN " + gln.digits() + " is no place of your organisation.");
      }
    }
    return place == null ? null : gln(place.id()).orElse(null);
  }

  /** To which organisation a shipment goes. */
  UUID destination(ObjectEvent event) throws Unusable {
    for (String type : DESTINATIONS) {
      for (SourceOrDestination end : event.common().destinations()) {
        Optional<UUID> owner = gln(end.id()).flatMap(gln -> Optional.ofNullable(owners.get(gln)));
        if (end.type().is(type) && owner.isPresent()) {
          return owner.get();
        }
      }
    }
    throw new Unusable(
        Reason.UNKNOWN_PARTY,
        event.common().destinations().isEmpty()
            ? "A shipment needs a destination."
            : "The destination is no organisation that takes part.");
  }

  private static Optional<Gln> gln(Identifier identifier) {
    return Epc.parse(identifier.uri())
        .toOptional()
        .map(
            epc ->
                switch (epc) {
                  case Sgln sgln -> sgln.gln();
                  case Pgln pgln -> pgln.gln();
                  default -> null;
                });
  }
}
