package io.pharmatrace.records.domain.consent;

import java.util.List;
import java.util.Set;

/**
 * How one provision fits a request, each thing that it may state by itself (docs/adr/0026,
 * "Unknown").
 *
 * @param purpose never {@link Hit#UNKNOWN}
 * @param actor never {@link Hit#UNKNOWN}
 * @param dataPeriod when the item was authored
 * @param data which item
 * @param label its security labels
 */
record Match(Hit purpose, Hit actor, Hit dataPeriod, Hit data, LabelMatch label) {
  static Match of(Provision provision, ConsentRequest request) {
    DataItem item = request.item();
    return new Match(
        Hit.any(
            provision.purposes(),
            request.purpose() == null ? Set.of() : Set.of(request.purpose().code())),
        Hit.any(provision.actors(), request.requester().refs()),
        dataPeriod(provision, item),
        data(provision.data(), item),
        LabelMatch.of(provision.labels(), item.labels()));
  }

  /**
   * This one, nested under {@code root}: what for and for whom is the root's where it is silent.
   */
  Match under(Match root) {
    return new Match(
        purpose == Hit.NOT_STATED ? root.purpose : purpose,
        actor == Hit.NOT_STATED ? root.actor : actor,
        dataPeriod,
        data,
        label);
  }

  /** Whether the rule applies: a permit only for certain, a deny as soon as it may. */
  boolean applies(Provision.Type type) {
    return switch (type) {
      case PERMIT ->
          certain(purpose)
              && certain(actor)
              && certain(dataPeriod)
              && certain(data)
              && (label == LabelMatch.NOT_STATED || label == LabelMatch.ALL);
      case DENY ->
          purpose != Hit.MISS
              && actor != Hit.MISS
              && dataPeriod != Hit.MISS
              && data != Hit.MISS
              && label != LabelMatch.NO;
    };
  }

  private static boolean certain(Hit hit) {
    return hit == Hit.NOT_STATED || hit == Hit.HIT;
  }

  private static Hit dataPeriod(Provision provision, DataItem item) {
    Interval stated = provision.dataPeriod();
    if (stated == null) {
      return Hit.NOT_STATED;
    }
    if (stated.contains(item.authored())) {
      return Hit.HIT;
    }
    return stated.overlaps(item.authored()) ? Hit.UNKNOWN : Hit.MISS;
  }

  private static Hit data(List<DataRef> stated, DataItem item) {
    if (stated.isEmpty()) {
      return Hit.NOT_STATED;
    }
    Hit best = Hit.MISS;
    for (DataRef data : stated) {
      Hit hit = data(data, item);
      if (hit == Hit.HIT) {
        return hit;
      }
      best = hit == Hit.UNKNOWN ? hit : best;
    }
    return best;
  }

  private static Hit data(DataRef stated, DataItem item) {
    Ref ref = stated.ref();
    boolean hit =
        switch (stated.meaning()) {
          case INSTANCE -> ref.equals(item.ref());
          case RELATED -> ref.equals(item.ref()) || item.related().contains(ref);
          case AUTHORED_BY -> item.authors().contains(ref);
        };
    if (hit) {
      return Hit.HIT;
    }
    boolean unknown = stated.meaning() == DataRef.Meaning.AUTHORED_BY && item.authors().isEmpty();
    return unknown ? Hit.UNKNOWN : Hit.MISS;
  }
}
