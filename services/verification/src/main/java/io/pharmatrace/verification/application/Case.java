package io.pharmatrace.verification.application;

import io.pharmatrace.custody.Entry;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.verification.domain.CaseRules;
import io.pharmatrace.verification.domain.CaseState;
import io.pharmatrace.verification.domain.Cause;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert with what became of it, whole: what a viewer may see of it is for the caller to choose.
 *
 * @param number order of raising; not to be shown
 * @param key GTIN of an SGTIN, or an SSCC
 * @param serial serial number of an SGTIN; empty for an SSCC
 * @param lot as on the label
 * @param expiry as on the label
 * @param entry how the label came in; null where there was none
 * @param first when it happened first
 * @param last when it happened last
 * @param times how often
 * @param version counts every step
 * @param manufacturer of the product, if it is registered
 */
public record Case(
    UUID id,
    long number,
    Suspicions.Code code,
    String key,
    String serial,
    UUID organisation,
    @Nullable String place,
    @Nullable String lot,
    @Nullable LocalDate expiry,
    @Nullable Entry entry,
    String detail,
    List<Elsewhere> elsewhere,
    OffsetDateTime first,
    OffsetDateTime last,
    int times,
    OffsetDateTime raised,
    CaseState state,
    @Nullable Cause cause,
    @Nullable Assignee assignee,
    int version,
    @Nullable UUID manufacturer) {

  /** Where else it was seen. */
  public record Elsewhere(
      UUID organisation,
      @Nullable String place,
      OffsetDateTime time,
      @Nullable Integer kilometres) {}

  /** The pack that it is about, known or not; empty where it is a logistic unit. */
  Optional<Sgtin> pack() {
    return serial.isEmpty()
        ? Optional.empty()
        : Optional.of(new Sgtin(Gtin.of(key), new Serial(serial)));
  }

  /** As the rules see it. */
  CaseRules.Present ruled() {
    return new CaseRules.Present(
        code, state, cause, organisation, assignee == null ? null : assignee.organisation());
  }

  /** As the rules see who works on it. */
  CaseRules.By by(Viewer viewer) {
    return new CaseRules.By(
        viewer.organisation(), viewer.seesAll() || viewer.organisation().equals(manufacturer));
  }

  /** Who looks into it. */
  public record Assignee(String user, UUID organisation) {}

  /**
   * Something that was done with it.
   *
   * @param kind comment, assignment or state
   */
  public record Step(
      int version,
      String kind,
      OffsetDateTime done,
      Assignee by,
      @Nullable CaseState state,
      @Nullable Cause cause,
      @Nullable Assignee assignee,
      @Nullable String comment) {}
}
