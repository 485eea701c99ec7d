package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.path.PathVerdict.Flaw;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The custody of one unit: from the batch entry over closed slots to where it is now. Every slot
 * has one successor, so a unit has one such path; being listed in a note or in some contents proves
 * nothing (ADR 0018).
 *
 * @param origin the batch
 * @param hops what became of each slot, in order
 */
public record CustodyPath(Origin origin, List<Hop> hops) {
  /**
   * Of a pack, one spelling only. What comes first in its GTIN is an indicator, which is no part of
   * the company prefix. Logistic units are sealed with what is inside, and have no path back to a
   * batch.
   */
  private static final Pattern SGTIN =
      Pattern.compile(
          "https://id\\.gs1\\.org/01/\\d(\\d{13})/21/(?:[A-Za-z0-9_.-]|%(?:2[1-9A-CF]|3[A-F])){1,60}");

  private static final Pattern COMPANY_PREFIX = Pattern.compile("\\d{4,12}");

  public CustodyPath {
    hops = List.copyOf(hops);
  }

  /**
   * Checks it, step by step.
   *
   * @param epc canonical Digital Link URI of the unit
   * @param chain what is proven of the chain; for {@link PathVerdict.Held} as of its head
   */
  public PathVerdict check(String epc, ProvenChain chain) {
    if (!origin.place().unit().unit().epc().equals(epc)) {
      return new PathVerdict.Invalid(0, Flaw.OTHER_UNIT_ASKED);
    }
    HopCheck check = new HopCheck(chain);
    Optional<Flaw> flaw = check(check, chain);
    if (flaw.isPresent()) {
      return new PathVerdict.Invalid(0, flaw.get());
    }
    Place place = origin.place();
    Logged maker = origin.batch();
    Optional<Hop.Final> end = Optional.empty();
    for (int i = 0; i < hops.size(); i++) {
      Hop hop = hops.get(i);
      flaw = check.of(hop, place, maker, end);
      if (flaw.isPresent()) {
        return new PathVerdict.Invalid(i + 1, flaw.get());
      }
      end = hop instanceof Hop.Final last ? Optional.of(last) : Optional.empty();
      Optional<Place> next = hop.to();
      if (next.isEmpty()) {
        return i + 1 < hops.size()
            ? new PathVerdict.Invalid(i + 2, Flaw.AFTER_THE_END)
            : ended(place.note().organisation(), hop, Optional.empty());
      }
      place = next.get();
      maker = hop.maker();
    }
    Bytes32 holder = place.note().organisation();
    if (chain.closed(holder, place.note().seal()).testBit(place.slot())) {
      return new PathVerdict.Invalid(hops.size() + 1, Flaw.WENT_ON);
    }
    return end.<PathVerdict>map(
            last -> ended(holder, last, Optional.of(check.undoneUntil(last, holder))))
        .orElseGet(() -> new PathVerdict.Held(holder));
  }

  private static PathVerdict ended(Bytes32 holder, Hop last, Optional<Instant> undoneUntil) {
    return new PathVerdict.Ended(holder, last.closing().binding().closerLeaf(), undoneUntil);
  }

  private Optional<Flaw> check(HopCheck check, ProvenChain chain) {
    Bytes32 maker = origin.manufacturer();
    Place place = origin.place();
    return check
        .logged(origin.batch(), maker, EntryType.BATCH)
        .or(() -> check.made(origin.batch(), place.note(), origin.inNotes()))
        .or(() -> HopCheck.unless(place.note().organisation().equals(maker), Flaw.OTHER_HOLDER))
        .or(() -> HopCheck.unless(place.holdsTogether(), Flaw.NOT_IN_PLACE))
        .or(() -> check.committedFirst(origin.batch(), maker))
        .or(() -> HopCheck.unless(isEntitled(maker, chain), Flaw.NOT_ENTITLED));
  }

  private boolean isEntitled(Bytes32 maker, ProvenChain chain) {
    String prefix = origin.companyPrefix();
    Matcher key = SGTIN.matcher(origin.place().unit().unit().epc());
    if (!key.matches() || !COMPANY_PREFIX.matcher(prefix).matches()) {
      return false;
    }
    return key.group(1).startsWith(prefix) && chain.mayCommission(maker, prefix);
  }
}
