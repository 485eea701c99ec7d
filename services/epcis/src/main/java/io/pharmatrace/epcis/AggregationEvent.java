package io.pharmatrace.epcis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Things were packed into a parent, seen in it, or unpacked (EPCIS 2.0 section 7.4.3).
 *
 * @param common when, where, why, how
 * @param action added, seen, or removed
 * @param parent the container; may be left out only with {@link Action#OBSERVE}
 * @param children the things
 * @param childQuantities amounts of classes of things
 */
public record AggregationEvent(
    CommonFields common,
    Action action,
    @Nullable Identifier parent,
    List<Identifier> children,
    List<QuantityElement> childQuantities)
    implements EpcisEvent {
  public AggregationEvent {
    Objects.requireNonNull(common);
    Objects.requireNonNull(action);

    children = List.copyOf(children);
    childQuantities = List.copyOf(childQuantities);
  }

  @Override
  public String type() {
    return "AggregationEvent";
  }

  @Override
  public List<Identifier> identifiers() {
    List<Identifier> all = new ArrayList<>(children.size() + 1);
    if (parent != null) {
      all.add(parent);
    }
    all.addAll(children);
    return List.copyOf(all);
  }
}
