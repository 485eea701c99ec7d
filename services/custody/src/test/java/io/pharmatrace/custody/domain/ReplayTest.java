package io.pharmatrace.custody.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final UUID MAKER = new UUID(0, 1);
  private static final UUID WHOLESALER = new UUID(0, 2);
  private static final Gln PLACE = new Gln("0300011111116");
  private static final Epc PACK = new Sgtin(Gtin.of("00300010123455"), new Serial("1"));
  private static final Epc CASE = new Sscc("403000112345678918");
  private static final Epc PALLET = new Sscc("403000112345678901");

  private final AtomicLong ids = new AtomicLong();
  private final Units units = new Units(List.of(), ids::incrementAndGet);
  private final List<Fact> stored = new ArrayList<>();

  private static Rules rules(Units units) {
    return new Rules(units, sgtin -> false, BatchEnd.EXPIRY, Past.UNKNOWN, Duration.ofMinutes(10));
  }

  private static Fact fact(long event, int hour, UUID who, CustodyAction action) {
    OffsetDateTime time = OffsetDateTime.parse("2026-11-21T00:00:00+01:00").plusHours(hour);
    return new Fact(event, who, time, PLACE, action);
  }

  private Fact told(long event, int hour, UUID who, CustodyAction action) {
    Fact fact = fact(event, hour, who, action);
    assertThat(rules(units).apply(fact)).isEmpty();
    stored.add(fact);
    return fact;
  }

  private Optional<Replay.Outcome> with(Fact late) {
    return with(late, List.of(late));
  }

  private Optional<Replay.Outcome> with(Fact late, List<Fact> waiting) {
    Replay.Settled before = new Replay.Settled(stored, Map.of());
    return new Replay(units, (anew, past, old) -> rules(anew), before, waiting, late, false)
        .result();
  }

  private void packedAndReceived() {
    told(1, 8, MAKER, commission());
    told(2, 9, MAKER, new CustodyAction.Pack(CASE, List.of(PACK)));
    told(3, 11, MAKER, new CustodyAction.Pack(PALLET, List.of(CASE)));
    told(4, 12, MAKER, new CustodyAction.Ship(List.of(PALLET), WHOLESALER));
    told(5, 13, WHOLESALER, new CustodyAction.Receive(List.of(PALLET)));
  }

  private static CustodyAction.Commission commission() {
    return new CustodyAction.Commission(
        List.of(PACK), new Lot("A1"), ExpiryDate.of(LocalDate.of(2027, 3, 31)));
  }

  private static Fact locked() {
    return fact(6, 10, MAKER, new CustodyAction.Decommission(List.of(PACK), UnitState.LOCKED));
  }

  @Test
  void whatIsToldLateCountsFromWhenItHappened() {
    packedAndReceived();
    Replay.Outcome found = with(locked()).orElseThrow();
    assertThat(found.accepted()).containsExactly(locked());
    Unit pack = Objects.requireNonNull(found.units().get(PACK));
    assertThat(pack.state()).isEqualTo(UnitState.LOCKED);
    assertThat(pack.custodian()).isEqualTo(MAKER);
    Unit box = Objects.requireNonNull(found.units().get(CASE));
    assertThat(box.topmost().custodian()).isEqualTo(WHOLESALER);
  }

  /** Whatever is not known of the past: nothing is torn out of what holds it. */
  @Test
  void whatTheEventsOnRecordDoNotMakeIsLeftAlone() {
    for (int missing = 2; missing <= 5; missing++) {
      ReplayTest other = new ReplayTest();
      other.packedAndReceived();
      other.stored.remove(missing - 1);
      assertThat(other.with(locked())).as("without event %s", missing).isEmpty();
    }
  }

  @Test
  void anUndoThatWasRefusedCountsLaterOnlyIfItWasToldBeforeTheBatchEnded() {
    told(1, 8, MAKER, commission());
    Fact end = fact(2, 9, MAKER, new CustodyAction.Decommission(List.of(PACK), UnitState.SUPPLIED));
    OffsetDateTime expired = OffsetDateTime.parse("2027-04-01T00:00:00Z");
    Fact early = undo(expired.minusSeconds(1));
    assertThat(with(end, List.of(end, early)).orElseThrow().accepted()).containsExactly(end, early);
    Fact tooLate = undo(expired);
    assertThat(with(end, List.of(end, tooLate)).orElseThrow().accepted()).containsExactly(end);
  }

  private static Fact undo(OffsetDateTime told) {
    CustodyAction undo = new CustodyAction.Reactivate(List.of(PACK), null);
    Fact fact = fact(3, 10, MAKER, undo);
    return new Fact(fact.event(), MAKER, fact.time(), PLACE, undo, told);
  }

  @Test
  void whatWouldRefuseWhatWasAcceptedBeforeIsNotAccepted() {
    packedAndReceived();
    Fact shippedBefore = fact(7, 10, MAKER, new CustodyAction.Ship(List.of(CASE), WHOLESALER));
    assertThat(with(shippedBefore)).isEmpty();
  }
}
