package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ConsistencyProof;
import io.pharmatrace.transparency.EntryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@link Journey} with what it left on chain, for tests of evidence. */
public final class RecordedJourney {
  public static final String PACK = Journey.A;
  public static final String OTHER_PACK = Journey.B;

  private final Journey journey = new Journey();
  private final List<Hop> hops = new ArrayList<>();
  private Origin origin = journey.origin(0);
  private Place place = origin.place();

  /** Made and packed into a case. */
  public RecordedJourney packed() {
    go(journey.packing());
    return this;
  }

  /** Made, and gone for good. */
  public RecordedJourney dispensedByItsMaker() {
    Hop.Closing closing =
        journey.maker.close(
            Party.entry(EntryType.FINAL, journey.event, List.of()),
            place.note(),
            List.of(0),
            List.of(),
            Bytes32.ZERO);
    go(new Hop.Final(closing, Optional.empty()));
    return this;
  }

  /** Made, packed, handed over, unpacked. */
  public RecordedJourney toTheWholesaler() {
    packed();
    go(journey.toWholesaler(0));
    go(journey.opening(place, 0));
    return this;
  }

  /** Handed on, dispensed, undone, dispensed for good. */
  public RecordedJourney toTheEnd() {
    toTheWholesaler();
    go(
        Journey.handing(
            journey.wholesaler,
            journey.pharmacy,
            journey.pharmacy.id,
            place.note(),
            List.of(Party.again(journey.made.getFirst()))));
    Hop.Final end = journey.dispensingWithAWayBack(place);
    go(end);
    go(journey.undoing(end, java.time.Duration.ofDays(2)));
    go(journey.dispensing(place));
    return this;
  }

  /** The batch is shown at the maker's second commitment, though it was in the first. */
  public RecordedJourney batchShownLater() {
    origin = from(journey.maker.at(2, origin.batch()));
    return this;
  }

  /** The maker logs the batch once more, and shows that. */
  public RecordedJourney batchLoggedAgain() {
    origin = from(journey.maker.commit(origin.batch().entry().entry(), List.of()));
    return this;
  }

  private Origin from(Logged batch) {
    return new Origin(
        origin.manufacturer(), batch, origin.inNotes(), origin.companyPrefix(), origin.place());
  }

  private void go(Hop hop) {
    hops.add(hop);
    place = hop.to().orElse(place);
  }

  public Chain chain() {
    return journey.chain;
  }

  public CustodyPath path() {
    return new CustodyPath(origin, hops);
  }

  /** The note in which the pack is, or was last. */
  public Place place() {
    return place;
  }

  /** Who took part, by name. */
  public Map<String, Bytes32> organisations() {
    return Map.of(
        "Maker",
        journey.maker.id,
        "Wholesaler",
        journey.wholesaler.id,
        "Pharmacy",
        journey.pharmacy.id);
  }

  public ConsistencyProof growth(Bytes32 organisation, long from, long to) {
    return List.of(journey.maker, journey.wholesaler, journey.pharmacy).stream()
        .filter(party -> party.id.equals(organisation))
        .findFirst()
        .orElseThrow()
        .growth(from, to);
  }
}
