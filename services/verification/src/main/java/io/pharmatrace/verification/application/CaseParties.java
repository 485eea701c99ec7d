package io.pharmatrace.verification.application;

import io.pharmatrace.registry.Organisation;
import io.pharmatrace.registry.Organisations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The organisations that cases name. Thread-safe. */
@Singleton
public final class CaseParties {
  private final Jdbi jdbi;
  private final Organisations organisations;

  CaseParties(Jdbi jdbi, Organisations organisations) {
    this.jdbi = jdbi;
    this.organisations = organisations;
  }

  /** All that these name. */
  public Map<UUID, Organisation> of(List<Case> cases, List<Case.Step> steps) {
    Set<UUID> ids =
        Stream.concat(
                cases.stream().flatMap(CaseParties::ids), steps.stream().flatMap(CaseParties::ids))
            .collect(Collectors.toSet());
    return jdbi.withHandle(handle -> organisations.byIds(handle, ids));
  }

  private static Stream<UUID> ids(Case one) {
    return Stream.concat(
        Stream.concat(Stream.of(one.organisation()), id(one.assignee())),
        one.elsewhere().stream().map(Case.Elsewhere::organisation));
  }

  private static Stream<UUID> ids(Case.Step step) {
    return Stream.concat(Stream.of(step.by().organisation()), id(step.assignee()));
  }

  private static Stream<UUID> id(Case.@Nullable Assignee assignee) {
    return assignee == null ? Stream.of() : Stream.of(assignee.organisation());
  }
}
