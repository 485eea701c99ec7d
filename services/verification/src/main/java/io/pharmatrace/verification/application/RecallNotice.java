package io.pharmatrace.verification.application;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation is told of a recall or withdrawal when it holds some of it, or some is sent
 * to it. Only its own packs are counted.
 *
 * @param organisation who is told, its id as in topic custody-events
 * @param position counts from 1 what the organisation is told, alerts too
 * @param recall number of the recall, for GET /api/v1/recalls/{id}/holders; each organisation is
 *     told of it once
 * @param what recalled
 * @param gtin the product
 * @param batch batch number; absent when the product is withdrawn
 * @param country ISO 3166-1 alpha-2; absent for everywhere
 * @param since from when on it counts, ISO 8601 in UTC
 * @param packs active and locked packs that it held when it was told
 * @param incoming those that were on their way to it
 * @param time when it was told, ISO 8601 in UTC
 */
@Serdeable
public record RecallNotice(
    String organisation,
    long position,
    long recall,
    String what,
    String gtin,
    @Nullable String batch,
    @Nullable String country,
    String since,
    String reason,
    long packs,
    long incoming,
    String time)
    implements Notice {
  @Override
  public String subject() {
    return "recall";
  }
}
