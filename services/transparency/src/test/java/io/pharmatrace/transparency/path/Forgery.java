package io.pharmatrace.transparency.path;

import static io.pharmatrace.transparency.path.Party.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.Step;
import io.pharmatrace.transparency.path.PathVerdict.Flaw;
import io.pharmatrace.transparency.path.PathVerdict.Invalid;
import java.util.List;

/** What tests of forgeries need. The cheat commits whatever it likes in its own log. */
abstract class Forgery {
  final Journey journey = new Journey();
  final Party maker = journey.maker;
  final Party wholesaler = journey.wholesaler;
  final Party stranger = new Party(journey.chain);

  void refused(int hop, Flaw flaw, Origin origin, Hop... hops) {
    assertThat(new CustodyPath(origin, List.of(hops)).check(Journey.A, journey.chain))
        .isEqualTo(new Invalid(hop, flaw));
  }

  /** A slot of the first note is closed by packing into what lies in that note. */
  Hop.Closing packed(Party by, Note into, int slot, List<Step> steps) {
    return by.close(
        entry(EntryType.PACK, journey.event, List.of(into)),
        journey.first,
        List.of(slot),
        steps,
        Bytes32.ZERO);
  }
}
