package io.pharmatrace.epcis;

import java.util.List;
import java.util.Objects;

/**
 * Something happened to things, each for itself (EPCIS 2.0 section 7.4.2).
 *
 * @param common when, where, why, how
 * @param action the things began, were seen, or ended
 * @param epcs the things
 * @param quantities amounts of classes of things
 * @param ilmd master data, with {@link Action#ADD} only
 */
public record ObjectEvent(
    CommonFields common,
    Action action,
    List<Identifier> epcs,
    List<QuantityElement> quantities,
    Ilmd ilmd)
    implements EpcisEvent {
  public ObjectEvent {
    Objects.requireNonNull(common);
    Objects.requireNonNull(action);
    Objects.requireNonNull(ilmd);
    epcs = List.copyOf(epcs);
    quantities = List.copyOf(quantities);
  }

  @Override
  public String type() {
    return "ObjectEvent";
  }

  @Override
  public List<Identifier> identifiers() {
    return epcs;
  }
}
