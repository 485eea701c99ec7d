package io.pharmatrace.epcis.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One parameter that selects events, in its canonical spelling: standard words bare, GS1
 * identifiers as canonical Digital Link URIs, times in UTC, names of users' fields as {@code
 * namespace#name}. Immutable and thread-safe.
 */
public final class Criterion {
  private final String parameter;
  private final List<String> values;
  private final Predicate<Candidate> test;
  private final @Nullable MasterDataQuestion masterData;

  Criterion(String parameter, List<String> values, Predicate<Candidate> test) {
    this(parameter, values, test, null);
  }

  Criterion(
      String parameter,
      List<String> values,
      Predicate<Candidate> test,
      @Nullable MasterDataQuestion masterData) {
    this.parameter = parameter;
    this.values = List.copyOf(values);
    this.test = test;
    this.masterData = masterData;
  }

  /** The parameter's name. */
  public String parameter() {
    return parameter;
  }

  /** The values, any of which is enough; empty where the parameter takes none. */
  public List<String> values() {
    return values;
  }

  /** What is asked of master data, if anything. */
  public Optional<MasterDataQuestion> masterData() {
    return Optional.ofNullable(masterData);
  }

  boolean test(Candidate candidate) {
    return test.test(candidate);
  }

  @Override
  public String toString() {
    return parameter + "=" + values;
  }
}
