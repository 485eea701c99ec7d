package io.pharmatrace.records.domain.consent;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a consent (FHIR R4 Consent.provision, as far as IHE PCF 1.1.0 allows). All that it
 * states has to fit; of a list, one is enough (of labels: see {@link LabelMatch}). What is empty or
 * null is not stated.
 *
 * @param type whether it permits or denies
 * @param purposes what for
 * @param actors who receives (role IRCP): persons, organisations, groups
 * @param dataPeriod when the data was authored
 * @param data which data
 * @param labels security labels of the data
 */
public record Provision(
    Type type,
    Set<Code> purposes,
    Set<Ref> actors,
    @Nullable Interval dataPeriod,
    List<DataRef> data,
    Set<Code> labels) {
  /** Permits or denies. */
  public enum Type {
    PERMIT,
    DENY
  }

  public Provision {
    purposes = Set.copyOf(purposes);
    actors = Set.copyOf(actors);
    data = List.copyOf(data);
    labels = Set.copyOf(labels);
  }
}
