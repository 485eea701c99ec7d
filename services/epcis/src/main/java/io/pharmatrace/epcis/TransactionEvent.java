package io.pharmatrace.epcis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Things were tied to, or released from, business transactions (EPCIS 2.0 section 7.4.4). The
 * transactions themselves are in {@link CommonFields#bizTransactions()}.
 *
 * @param common when, where, why, how; at least one business transaction
 * @param action tied, seen, or released
 * @param parent the container whose contents are meant, if so
 * @param epcs the things
 * @param quantities amounts of classes of things
 */
public record TransactionEvent(
    CommonFields common,
    Action action,
    @Nullable Identifier parent,
    List<Identifier> epcs,
    List<QuantityElement> quantities)
    implements EpcisEvent {
  public TransactionEvent {
    Objects.requireNonNull(common);
    Objects.requireNonNull(action);
    epcs = List.copyOf(epcs);
    quantities = List.copyOf(quantities);
  }

  @Override
  public String type() {
    return "TransactionEvent";
  }

  @Override
  public List<Identifier> identifiers() {
    List<Identifier> all = new ArrayList<>(epcs.size() + 1);
    if (parent != null) {
      all.add(parent);
    }
    all.addAll(epcs);
    return List.copyOf(all);
  }
}
