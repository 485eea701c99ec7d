package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.gs1.Gln;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps who is confined to a site from telling of other places. Pure. */
final class Confinement {
  private Confinement() {}

  /**
   * Why who is confined may not capture an event.
   *
   * @param site where whoever captures it works; null for who is not confined
   */
  static Optional<Refusal> refusal(@Nullable Gln site, EpcisEvent event) {
    if (site == null) {
      return Optional.empty();
    }
    // An event without a place would have been nowhere, and so could be undone nowhere.
    List<Optional<Gln>> places = Places.named(event);
    return !places.isEmpty()
            && places.stream().allMatch(place -> place.filter(site::equals).isPresent())
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Reason.CONFINED,
                "You work at "
                    + site
                    + " and act there only; the event "
                    + (places.isEmpty() ? "names no place." : "was somewhere else.")));
  }
}
