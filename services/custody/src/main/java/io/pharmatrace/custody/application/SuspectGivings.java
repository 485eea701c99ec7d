package io.pharmatrace.custody.application;

import io.pharmatrace.custody.OffSale;
import io.pharmatrace.custody.OffSale.Bar;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.gs1.Sgtin;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which of the packs that are given out together are off sale, and why. Whatever else stands
 * against such a change, this is said first.
 */
record SuspectGivings(Map<Sgtin, Bar> bars) {
  /** Looks all of them up; by then they must be locked. */
  static SuspectGivings among(Handle handle, OffSale offSale, List<CustodyAction> actions) {
    Set<Sgtin> packs =
        actions.stream().flatMap(SuspectGivings::givenOut).collect(Collectors.toSet());
    return new SuspectGivings(packs.isEmpty() ? Map.of() : offSale.bars(handle, packs));
  }

  private static Stream<Sgtin> givenOut(CustodyAction action) {
    return action instanceof CustodyAction.Decommission(var units, var target) && target.givesOut()
        ? units.stream()
            .flatMap(unit -> unit instanceof Sgtin pack ? Stream.of(pack) : Stream.empty())
        : Stream.empty();
  }

  /** Why something is not given out at that time; empty when it is. */
  Optional<Refusal> against(CustodyAction action, OffsetDateTime time) {
    return givenOut(action)
        .flatMap(pack -> Stream.ofNullable(bars.get(pack)).flatMap(bar -> why(pack, bar, time)))
        .findFirst();
  }

  private static Stream<Refusal> why(Sgtin pack, Bar bar, OffsetDateTime time) {
    @Nullable OffsetDateTime since = bar.suspectSince();
    if (since != null && !since.isAfter(time)) {
      return Stream.of(
          new Refusal(
              Reason.SUSPECT,
              pack.digitalLink()
                  + " is suspect and off sale until the manufacturer of the product or a"
                  + " regulator has closed its case."));
    }
    return bar.returned()
        ? Stream.of(
            new Refusal(
                Reason.UNCHECKED_RETURN,
                pack.digitalLink()
                    + " came back and was not checked since; check it as a saleable return first."))
        : Stream.empty();
  }
}
