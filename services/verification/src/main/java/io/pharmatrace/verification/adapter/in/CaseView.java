package io.pharmatrace.verification.adapter.in;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.verification.application.Case;
import io.pharmatrace.verification.application.Viewer;
import io.pharmatrace.verification.domain.CaseState;
import io.pharmatrace.verification.domain.Cause;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert as one viewer sees it. Where something was noticed is shown to the organisation itself
 * and to regulators: a manufacturer is told that a pharmacy met a suspicious pack, not which one.
 *
 * @param code of the European repositories system, or our own
 * @param kind technical, procedural or custody
 * @param batch as on the label
 * @param expiry as on the label, ISO 8601
 * @param entry scanned or typed; absent where there was no label, as with an event of a partner
 * @param noticed by whom and where
 * @param elsewhere what it contradicts
 * @param first when it happened first
 * @param last when it happened last
 * @param times how often, while the case was not closed
 * @param version to be named by who changes the case
 */
@Serdeable
record CaseView(
    String id,
    String code,
    String kind,
    String meaning,
    @Nullable String gtin,
    @Nullable String serial,
    @Nullable String sscc,
    @Nullable String batch,
    @Nullable String expiry,
    @Nullable String entry,
    String detail,
    Party noticed,
    List<ElsewhereView> elsewhere,
    String first,
    String last,
    int times,
    String raised,
    String state,
    @Nullable String cause,
    @Nullable Party assigned,
    int version,
    @Nullable List<StepView> history) {

  /**
   * Somebody: what his organisation is in the supply chain, and to itself and regulators who.
   *
   * @param gln of the organisation
   * @param place GLN of the site
   */
  @Serdeable
  record Party(
      @Nullable String role,
      @Nullable String gln,
      @Nullable String name,
      @Nullable String place,
      @Nullable String user) {}

  /**
   * Where else it was seen.
   *
   * @param kilometres how far from there; shown to the manufacturer and regulators
   */
  @Serdeable
  record ElsewhereView(Party party, String time, @Nullable Integer kilometres) {}

  /**
   * Something that was done with it.
   *
   * @param kind comment, assignment or state
   */
  @Serdeable
  record StepView(
      int version,
      String kind,
      String time,
      Party by,
      @Nullable String state,
      @Nullable String cause,
      @Nullable Party assigned,
      @Nullable String comment) {}

  /**
   * What the viewer may see.
   *
   * @param organisations those that the case names
   * @param steps what was done with it; null in a list
   */
  static CaseView of(
      Case one,
      Viewer viewer,
      Map<UUID, Organisation> organisations,
      @Nullable List<Case.Step> steps) {
    boolean maker = viewer.organisation().equals(one.manufacturer());
    boolean logistic = one.serial().isEmpty();
    Eyes eyes = new Eyes(viewer, organisations);
    return new CaseView(
        one.id().toString(),
        one.code().text(),
        one.code().kind().name().toLowerCase(Locale.ROOT),
        one.code().meaning(),
        logistic ? null : one.key(),
        logistic ? null : one.serial(),
        logistic ? one.key() : null,
        one.lot(),
        one.expiry() == null ? null : one.expiry().toString(),
        one.entry() == null ? null : one.entry().text(),
        one.detail(),
        eyes.party(one.organisation(), one.place(), null),
        one.elsewhere().stream()
            .filter(e -> maker || eyes.sees(e.organisation()))
            .map(
                e ->
                    new ElsewhereView(
                        eyes.party(e.organisation(), e.place(), null),
                        text(e.time()),
                        maker || viewer.seesAll() ? e.kilometres() : null))
            .toList(),
        text(one.first()),
        text(one.last()),
        one.times(),
        text(one.raised()),
        one.state().text(),
        text(one.cause()),
        eyes.party(one.assignee()),
        one.version(),
        steps == null ? null : steps.stream().map(eyes::step).toList());
  }

  private static String text(OffsetDateTime time) {
    return time.withOffsetSameInstant(ZoneOffset.UTC).toString();
  }

  private static @Nullable String text(@Nullable Cause cause) {
    return cause == null ? null : cause.text();
  }

  /** What a viewer may see of others. */
  private record Eyes(Viewer viewer, Map<UUID, Organisation> organisations) {
    boolean sees(UUID organisation) {
      return viewer.seesAll() || viewer.organisation().equals(organisation);
    }

    Party party(UUID id, @Nullable String place, @Nullable String user) {
      @Nullable Organisation organisation = organisations.get(id);
      @Nullable String role = organisation == null ? null : organisation.role().text();
      return organisation == null || !sees(id)
          ? new Party(role, null, null, null, null)
          : new Party(role, organisation.gln().digits(), organisation.name(), place, user);
    }

    @Nullable Party party(Case.@Nullable Assignee assignee) {
      return assignee == null ? null : party(assignee.organisation(), null, assignee.user());
    }

    StepView step(Case.Step step) {
      @Nullable CaseState state = step.state();
      return new StepView(
          step.version(),
          step.kind(),
          text(step.done()),
          party(step.by().organisation(), null, step.by().user()),
          state == null ? null : state.text(),
          text(step.cause()),
          party(step.assignee()),
          step.comment());
    }
  }
}
