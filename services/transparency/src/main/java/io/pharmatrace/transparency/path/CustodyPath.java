package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.path.PathVerdict.Flaw;
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
  /** SGTIN or SSCC: what comes first is an indicator, which is no part of the company prefix. */
  private static final Pattern KEY =
      Pattern.compile("https://id\\.gs1\\.org/(?:01/\\d(\\d{13})/21/.+|00/\\d(\\d{17}))");

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
    Place place = origin.place();
    for (int i = 0; flaw.isEmpty() && i < hops.size(); i++) {
      Hop hop = hops.get(i);
      flaw = check.of(hop, place);
      if (flaw.isPresent()) {
        return new PathVerdict.Invalid(i + 1, flaw.get());
      }
      Optional<Place> next = hop.to();
      if (next.isEmpty()) {
        return i + 1 < hops.size()
            ? new PathVerdict.Invalid(i + 2, Flaw.AFTER_THE_END)
            : new PathVerdict.Ended(
                place.note().organisation(), hop.closing().binding().closerLeaf());
      }
      place = next.get();
    }
    if (flaw.isPresent()) {
      return new PathVerdict.Invalid(0, flaw.get());
    }
    Bytes32 holder = place.note().organisation();
    return chain.closed(holder, place.note().seal()).testBit(place.slot())
        ? new PathVerdict.Invalid(hops.size() + 1, Flaw.WENT_ON)
        : new PathVerdict.Held(holder);
  }

  private Optional<Flaw> check(HopCheck check, ProvenChain chain) {
    Bytes32 maker = origin.manufacturer();
    Place place = origin.place();
    return check
        .logged(origin.batch(), maker, EntryType.BATCH)
        .or(() -> check.made(origin.batch(), place.note(), origin.inNotes()))
        .or(() -> HopCheck.unless(place.note().organisation().equals(maker), Flaw.OTHER_HOLDER))
        .or(() -> HopCheck.unless(place.holdsTogether(), Flaw.NOT_IN_PLACE))
        .or(() -> HopCheck.unless(isEntitled(maker, chain), Flaw.NOT_ENTITLED));
  }

  private boolean isEntitled(Bytes32 maker, ProvenChain chain) {
    String prefix = origin.companyPrefix();
    Matcher key = KEY.matcher(origin.place().unit().unit().epc());
    if (!key.matches() || !COMPANY_PREFIX.matcher(prefix).matches()) {
      return false;
    }
    String digits = key.group(1) != null ? key.group(1) : key.group(2);
    return digits.startsWith(prefix) && chain.mayCommission(maker, prefix);
  }
}
