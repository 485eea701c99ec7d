package io.pharmatrace.verification.adapter.in;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.verification.application.PackLookup;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Where a pack comes from.
 *
 * @param manufacturer who made it
 * @param holder of the marketing authorisation
 * @param latest what happened to it last; told to who holds it, to whom it is on its way, and to
 *     regulators. The whole journey is at {@code GET /api/v1/packs/{gtin}/{serial}/trace}
 */
@Serdeable
record ProvenanceView(
    @Nullable Maker manufacturer, @Nullable String holder, @Nullable Latest latest) {

  /** Who made it. */
  @Serdeable
  record Maker(String gln, String name) {}

  /**
   * What happened to it, or to what it is in.
   *
   * @param step of the business, in the words of CBV; absent where the event names none
   * @param time when, ISO 8601 in UTC
   */
  @Serdeable
  record Latest(@Nullable String step, String time) {}

  static @Nullable ProvenanceView of(PackLookup.Found found, boolean seesLatest) {
    PackLookup.@Nullable Provenance from = found.provenance();
    if (from == null) {
      return null;
    }
    @Nullable OffsetDateTime time = from.time();
    return new ProvenanceView(
        from.makerGln() == null || from.makerName() == null
            ? null
            : new Maker(from.makerGln(), from.makerName()),
        from.holder(),
        time == null || !seesLatest
            ? null
            : new Latest(from.step(), time.withOffsetSameInstant(ZoneOffset.UTC).toString()));
  }
}
