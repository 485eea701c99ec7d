package io.pharmatrace.epcis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Things were used up and others came of them (EPCIS 2.0 section 7.4.5).
 *
 * @param common when, where, why, how
 * @param inputs what was used up
 * @param inputQuantities amounts of classes of things used up
 * @param outputs what came of it
 * @param outputQuantities amounts of classes of things that came of it
 * @param transformationId ties several events to one transformation
 * @param ilmd master data of the outputs
 */
public record TransformationEvent(
    CommonFields common,
    List<Identifier> inputs,
    List<QuantityElement> inputQuantities,
    List<Identifier> outputs,
    List<QuantityElement> outputQuantities,
    @Nullable Identifier transformationId,
    Ilmd ilmd)
    implements EpcisEvent {
  public TransformationEvent {
    Objects.requireNonNull(common);
    Objects.requireNonNull(ilmd);
    inputs = List.copyOf(inputs);
    inputQuantities = List.copyOf(inputQuantities);
    outputs = List.copyOf(outputs);
    outputQuantities = List.copyOf(outputQuantities);
  }

  @Override
  public String type() {
    return "TransformationEvent";
  }

  @Override
  public @Nullable Action action() {
    return null;
  }

  @Override
  public List<Identifier> identifiers() {
    List<Identifier> all = new ArrayList<>(inputs);
    all.addAll(outputs);
    return List.copyOf(all);
  }
}
