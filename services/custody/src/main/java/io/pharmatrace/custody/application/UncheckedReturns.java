package io.pharmatrace.custody.application;

import io.pharmatrace.custody.OffSale;
import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions.Code;
import io.pharmatrace.custody.Suspicions.Sighting;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.registry.Product;
import io.pharmatrace.registry.Products;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Packs that came back and were not checked since, as far as events name them by themselves: that
 * one of them went out all the same is stored where it happened, and suspicious.
 *
 * @param packs that are not checked
 * @param products of these
 */
record UncheckedReturns(Set<Sgtin> packs, Map<Gtin, Product> products) {
  /** Of what is only asked for: that is refused. */
  static final UncheckedReturns NONE = new UncheckedReturns(Set.of(), Map.of());

  /**
   * What an event says went out unchecked.
   *
   * @param shippedTo to whom, unless it was given out
   */
  record Out(List<Sgtin> packs, @Nullable UUID shippedTo) {
    static final Out NOTHING = new Out(List.of(), null);

    /** It happened, so it is stored; asked for, it would have been refused. */
    List<Suspicion> suspicions(Submission submission, Sighting at, Units units) {
      return packs.stream()
          .flatMap(pack -> Stream.ofNullable(units.get(pack)))
          .filter(unit -> at.organisation().equals(unit.topmost().custodian()))
          .map(
              unit ->
                  new Suspicion(
                          Code.NOT_POSSIBLE,
                          at,
                          unit.epc(),
                          "It came back, and was "
                              + (shippedTo == null ? "given out" : "shipped on")
                              + " without the check before a saleable return.",
                          submission.lot(),
                          submission.expiry(),
                          shippedTo == null ? Set.of() : Set.of(shippedTo),
                          List.of())
                      .entered(submission.entry()))
          .toList();
    }
  }

  /** Looks all of them up, as they are before the events; by then they must be locked. */
  static UncheckedReturns among(
      Handle handle, OffSale offSale, Products registry, List<CustodyAction> actions) {
    Set<Sgtin> leaving =
        actions.stream().flatMap(UncheckedReturns::leaving).collect(Collectors.toSet());
    if (leaving.isEmpty()) {
      return NONE;
    }
    Set<Sgtin> packs =
        offSale.bars(handle, leaving).entrySet().stream()
            .filter(bar -> bar.getValue().returned())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    Set<Gtin> gtins = packs.stream().map(Sgtin::gtin).collect(Collectors.toSet());
    return gtins.isEmpty() ? NONE : new UncheckedReturns(packs, registry.find(handle, gtins));
  }

  private static Stream<Sgtin> leaving(CustodyAction action) {
    List<Epc> units =
        switch (action) {
          case CustodyAction.Decommission(var ended, var target) when target.givesOut() -> ended;
          case CustodyAction.Ship(var shipped, _) -> shipped;
          default -> List.of();
        };
    return units.stream()
        .flatMap(unit -> unit instanceof Sgtin pack ? Stream.of(pack) : Stream.empty());
  }

  /** What an event says of them; nothing where it says that they go back further. */
  Out by(Submission submission, CustodyAction action) {
    if (packs.isEmpty()) {
      return Out.NOTHING;
    }
    Stream<Sgtin> out = leaving(action).filter(packs::contains);
    if (!(action instanceof CustodyAction.Ship ship)) {
      return new Out(out.toList(), null);
    }
    @Nullable Term disposition = submission.event().disposition();
    return disposition != null && disposition.is("returned")
        ? Out.NOTHING
        : new Out(out.filter(pack -> !isMaker(ship.to(), pack)).toList(), ship.to());
  }

  private boolean isMaker(UUID organisation, Sgtin pack) {
    @Nullable Product product = products.get(pack.gtin());
    return product != null && product.manufacturer().equals(organisation);
  }
}
