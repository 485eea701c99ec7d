package io.pharmatrace.epcis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Things were attached to a parent that keeps its identity, such as a sensor to a container (EPCIS
 * 2.0 section 7.4.6).
 *
 * @param common when, where, why, how
 * @param action added, seen, or removed
 * @param parent what they are attached to
 * @param children the things
 * @param childQuantities amounts of classes of things
 */
public record AssociationEvent(
    CommonFields common,
    Action action,
    Identifier parent,
    List<Identifier> children,
    List<QuantityElement> childQuantities)
    implements EpcisEvent {
  public AssociationEvent {
    Objects.requireNonNull(common);
    Objects.requireNonNull(action);
    Objects.requireNonNull(parent);
    children = List.copyOf(children);
    childQuantities = List.copyOf(childQuantities);
  }

  @Override
  public String type() {
    return "AssociationEvent";
  }

  @Override
  public List<Identifier> identifiers() {
    List<Identifier> all = new ArrayList<>(children.size() + 1);

    all.add(parent);

    all.addAll(children);
    return List.copyOf(all);
  }
}
