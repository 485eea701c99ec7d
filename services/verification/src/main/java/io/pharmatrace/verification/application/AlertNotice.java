package io.pharmatrace.verification.application;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation is told of a case, by whatever way: that something happened, and where to
 * ask for the rest. It names no pack and nobody, so that it tells nothing to who overhears it.
 *
 * @param organisation who is told, its id as in topic custody-events
 * @param position counts from 1 what the organisation is told; the same again is a repeat
 * @param alert id of the alert, for GET /api/v1/alerts/{id}
 * @param code of the alert
 * @param kind technical, procedural or custody
 * @param meaning of the code
 * @param entry scanned or typed, what it is about; null where there was no label
 * @param what raised, comment, assignment or state
 * @param state of the case then
 * @param version of the case then
 * @param time when it happened, ISO 8601 in UTC
 */
@Serdeable
public record AlertNotice(
    String organisation,
    long position,
    String alert,
    String code,
    String kind,
    String meaning,
    @Nullable String entry,
    String what,
    String state,
    int version,
    String time)
    implements Notice {
  @Override
  public String subject() {
    return "alert";
  }
}
