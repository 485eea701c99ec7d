package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.Interpreter.Meaning;
import io.pharmatrace.custody.domain.BatchEnd;
import io.pharmatrace.custody.domain.BatchRef;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.registry.Products;
import io.pharmatrace.registry.Recall;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tells which batches have ended, by expiry date, recall, or withdrawal of the product. Immutable.
 *
 * @param recalls of the products concerned
 * @param countries of the places concerned, as far as they are known
 */
record Recalled(List<Recall> recalls, Map<Gln, String> countries) implements BatchEnd {

  /**
   * Looked up only where somebody ends a pack or brings one back, or makes one that is on record.
   */
  static Recalled among(
      Handle handle,
      Products products,
      Organisations organisations,
      List<Meaning> meanings,
      Units units) {
    Set<Gtin> gtins = new HashSet<>();
    Set<Gln> places = new HashSet<>();
    for (Meaning meaning : meanings) {
      if (meaning instanceof Meaning.Understood(CustodyAction action, Gln place, _)) {
        List<Gtin> asked = asked(action, units);
        gtins.addAll(asked);
        if (!asked.isEmpty()) {
          Optional.ofNullable(place).ifPresent(places::add);
        }
        places.addAll(ended(action, units));
      }
    }
    return among(handle, products, organisations, gtins, places);
  }

  /** Where those ended that an action brings back. */
  private static List<Gln> ended(CustodyAction action, Units units) {
    return action instanceof CustodyAction.Reactivate back
        ? back.units().stream()
            .flatMap(epc -> Stream.ofNullable(units.get(epc)))
            .flatMap(unit -> Stream.ofNullable(unit.endedIn()))
            .toList()
        : List.of();
  }

  /** Looked up for all packs: what is Active may have ended before, and come back by an error. */
  static Recalled ofAll(
      Handle handle, Products products, Organisations organisations, Units units) {
    Set<Gtin> gtins = new HashSet<>();
    Set<Gln> places = new HashSet<>();
    for (Unit unit : units.all()) {
      if (unit.epc() instanceof Sgtin sgtin) {
        gtins.add(sgtin.gtin());
        Optional.ofNullable(unit.endedIn()).ifPresent(places::add);
      }
    }
    return among(handle, products, organisations, gtins, places);
  }

  /** The products of what an action ends, brings back, or makes though it is on record. */
  private static List<Gtin> asked(CustodyAction action, Units units) {
    List<Epc> epcs =
        switch (action) {
          case CustodyAction.Decommission decommission -> decommission.units();
          case CustodyAction.Reactivate reactivate -> reactivate.units();
          case CustodyAction.Commission commission -> onRecord(commission, units);
          case CustodyAction.Transform transform -> onRecord(transform.commission(), units);
          default -> List.of();
        };
    return epcs.stream()
        .filter(Sgtin.class::isInstance)
        .map(epc -> ((Sgtin) epc).gtin())
        .distinct()
        .toList();
  }

  private static List<Epc> onRecord(CustodyAction.Commission commission, Units units) {
    return commission.units().stream().filter(epc -> units.get(epc) != null).toList();
  }

  private static Recalled among(
      Handle handle,
      Products products,
      Organisations organisations,
      Collection<Gtin> gtins,
      Collection<Gln> places) {
    List<Recall> recalls = gtins.isEmpty() ? List.of() : products.recalls(handle, gtins);
    boolean byCountry = recalls.stream().anyMatch(recall -> recall.scope().country() != null);
    return new Recalled(recalls, byCountry ? organisations.countries(handle, places) : Map.of());
  }

  @Override
  public @Nullable Reason of(BatchRef batch, OffsetDateTime time, @Nullable Gln place) {
    @Nullable String country = place == null ? null : countries.get(place);
    boolean recalled = recalls.stream().anyMatch(recall -> concerns(recall, batch, time, country));
    return recalled ? Reason.RECALLED : BatchEnd.EXPIRY.of(batch, time, place);
  }

  /** Where nobody knows the country, every country's recalls count. */
  private static boolean concerns(
      Recall recall, BatchRef batch, OffsetDateTime time, @Nullable String country) {
    Recall.Scope scope = recall.scope();
    return scope.gtin().equals(batch.gtin())
        && (scope.lot() == null || scope.lot().equals(batch.lot()))
        && !time.isBefore(recall.since())
        && (scope.country() == null || country == null || scope.country().equals(country));
  }
}
