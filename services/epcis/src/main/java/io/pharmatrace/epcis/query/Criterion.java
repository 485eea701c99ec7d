package io.pharmatrace.epcis.query;

import java.util.List;
import java.util.function.Predicate;

/**
 * One parameter that selects events, in its canonical spelling: standard words bare, GS1
 * identifiers as canonical Digital Link URIs, times in UTC, names of users' fields as {@code
 * namespace#name}. Immutable and thread-safe.
 */
public final class Criterion {
  private final String parameter;
  private final List<String> values;
  private final Predicate<Candidate> test;

  Criterion(String parameter, List<String> values, Predicate<Candidate> test) {
    this.parameter = parameter;
    this.values = List.copyOf(values);
    this.test = test;
  }

  /** The parameter's name. */
  public String parameter() {
    return parameter;
  }

  /** The values, any of which is enough; empty where the parameter takes none. */
  public List<String> values() {
    return values;
  }

  boolean test(Candidate candidate) {
    return test.test(candidate);
  }

  @Override
  public String toString() {
    return parameter + "=" + values;
  }
}
