package io.pharmatrace.custody.application;

import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.application.EventStore.NewEvent;
import io.pharmatrace.custody.domain.Handover;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tells sender and receiver that what was received is not what was shipped, in the transaction of
 * who says so. Thread-safe.
 */
@Singleton
final class ReceiptDifferences {
  /** Of one event or answer; more units in the same state say nothing new. */
  private static final int MOST = 100;

  private final Suspicions suspicions;

  ReceiptDifferences(Suspicions suspicions) {
    this.suspicions = suspicions;
  }

  /** Of the steps those in which a receiver does not take units over. */
  void raise(Handle handle, List<NewEvent> events, List<Handover> steps) {
    List<Suspicion> differences = new ArrayList<>();
    Map<Long, NewEvent> byId =
        events.stream().collect(Collectors.toMap(NewEvent::id, Function.identity()));
    for (Handover step : steps) {
      @Nullable UUID sender = step.unit().topmost().custodian();
      if (step.state().isRefusal() && sender != null && differences.size() < MOST) {
        NewEvent event = Objects.requireNonNull(byId.get(step.event()));
        differences.add(
            suspicion(
                event.identity().organisation(),
                sender,
                event.place(),
                step.unit().epc(),
                event.event().eventTime(),
                "The receiver of a shipment reports it " + step.state().text() + "."));
      }
    }
    suspicions.raise(handle, differences);
  }

  /** What a receiver found and nobody had offered to it. */
  void raiseSurplus(
      Handle handle,
      UUID receiver,
      UUID sender,
      @Nullable Gln place,
      OffsetDateTime time,
      Collection<Epc> surplus) {
    suspicions.raise(
        handle,
        surplus.stream()
            .limit(MOST)
            .map(
                epc ->
                    suspicion(
                        receiver,
                        sender,
                        place,
                        epc,
                        time,
                        "It came with a shipment and had not been offered."))
            .toList());
  }

  private static Suspicion suspicion(
      UUID receiver,
      UUID sender,
      @Nullable Gln place,
      Epc unit,
      OffsetDateTime time,
      String detail) {
    return new Suspicion(Suspicions.Code.RECEIPT_DIFFERS, receiver, place, unit, time, detail)
        .concerning(Set.of(sender));
  }
}
