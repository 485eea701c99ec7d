package io.pharmatrace.epcis;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event of EPCIS 2.0 (section 7.4). Immutable; equal if every field is equal as given. */
public sealed interface EpcisEvent
    permits ObjectEvent, AggregationEvent, TransactionEvent, TransformationEvent, AssociationEvent {

  /** What every type of event can say. */
  CommonFields common();

  /** The name of the type: {@code ObjectEvent} and so on. */
  String type();

  /** What happened to the things; null for a transformation, which has none. */
  @Nullable Action action();

  /**
   * Every instance identifier in the event: parent first, then what it holds, inputs before
   * outputs.
   */
  List<Identifier> identifiers();

  /** Instance/lot master data; {@link Ilmd#NONE} for the types that have none. */
  default Ilmd ilmd() {
    return Ilmd.NONE;
  }

  /** When it happened, with the offset it was written with. */
  default OffsetDateTime eventTime() {
    return common().eventTime();
  }

  /** What was being done, if said. */
  default @Nullable Term bizStep() {
    return common().bizStep();
  }

  /** The state of the things afterwards, if said. */
  default @Nullable Term disposition() {
    return common().disposition();
  }

  /** Where it happened, if said. */
  default @Nullable Place readPoint() {
    return common().readPoint();
  }

  /** Where the things are afterwards, if said. */
  default @Nullable Place bizLocation() {
    return common().bizLocation();
  }
}
