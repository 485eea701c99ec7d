package io.pharmatrace.custody;

import io.pharmatrace.custody.Suspicions.Audience;
import io.pharmatrace.custody.Suspicions.Code;
import io.pharmatrace.custody.Suspicions.Sighting;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Lot;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that contradicts itself.
 *
 * @param seen where it was noticed; its organisation is told
 * @param unit which pack or logistic unit it is about: an SGTIN or SSCC
 * @param detail a sentence that everybody concerned may read: it names no organisation and no
 *     place, and says nothing that only one of them knows
 * @param lot batch number on the label, if it was read
 * @param expiry expiry date on the label, if it was read
 * @param entry how the label came in; null where there was none, as with an event of a partner
 * @param others further organisations that it concerns and that are told, for example to whom it
 *     was shipped. The manufacturer of a registered product is told in any case
 * @param elsewhere what it contradicts: each is shown to its own organisation and regulators only
 * @param event what the event that raised it is known by, at most 100 characters: the same event
 *     handed in again raises nothing more. Null where it was no event
 * @param audience which of those whom it concerns are told
 */
public record Suspicion(
    Code code,
    Sighting seen,
    Epc unit,
    String detail,
    @Nullable Lot lot,
    @Nullable ExpiryDate expiry,
    @Nullable Entry entry,
    Set<UUID> others,
    List<Sighting> elsewhere,
    @Nullable String event,
    Audience audience) {
  public Suspicion {
    others = Set.copyOf(others);
    elsewhere = List.copyOf(elsewhere);
  }

  /** One that no event raised. */
  public Suspicion(
      Code code,
      Sighting seen,
      Epc unit,
      String detail,
      @Nullable Lot lot,
      @Nullable ExpiryDate expiry,
      Set<UUID> others,
      List<Sighting> elsewhere) {
    this(code, seen, unit, detail, lot, expiry, null, others, elsewhere, null, Audience.ALL);
  }

  /** One that concerns nobody else. */
  public Suspicion(
      Code code,
      UUID organisation,
      @Nullable Gln place,
      Epc unit,
      OffsetDateTime time,
      String detail) {
    this(
        code,
        new Sighting(organisation, place, time),
        unit,
        detail,
        null,
        null,
        Set.of(),
        List.of());
  }

  /** The same under another code. */
  public Suspicion as(Code other) {
    return new Suspicion(
        other, seen, unit, detail, lot, expiry, entry, others, elsewhere, event, audience);
  }

  /** The same, which concerns these organisations as well. */
  public Suspicion concerning(Set<UUID> organisations) {
    return new Suspicion(
        code, seen, unit, detail, lot, expiry, entry, organisations, elsewhere, event, audience);
  }

  /** The same, noticed on a label that says this. */
  public Suspicion label(@Nullable Lot batch, @Nullable ExpiryDate date) {
    return new Suspicion(
        code, seen, unit, detail, batch, date, entry, others, elsewhere, event, audience);
  }

  /** The same, because of what was seen elsewhere. */
  public Suspicion against(List<Sighting> sightings) {
    return new Suspicion(
        code, seen, unit, detail, lot, expiry, entry, others, sightings, event, audience);
  }

  /** The same, said otherwise. */
  public Suspicion saying(String sentence) {
    return new Suspicion(
        code, seen, unit, sentence, lot, expiry, entry, others, elsewhere, event, audience);
  }

  /** The same, raised by that event. */
  public Suspicion by(@Nullable String raisedBy) {
    return new Suspicion(
        code, seen, unit, detail, lot, expiry, entry, others, elsewhere, raisedBy, audience);
  }

  /** The same for that audience. */
  public Suspicion to(Audience told) {
    return new Suspicion(
        code, seen, unit, detail, lot, expiry, entry, others, elsewhere, event, told);
  }

  /** The same, of a label that came in that way. */
  public Suspicion entered(@Nullable Entry how) {
    return new Suspicion(
        code, seen, unit, detail, lot, expiry, how, others, elsewhere, event, audience);
  }
}
