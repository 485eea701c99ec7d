package io.pharmatrace.simulator;

import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One pallet of packs on its way from the line to pharmacies: commissioned, packed, shipped,
 * received, split, shipped again, received, opened, and half of the packs dispensed.
 */
final class Journey {
  private final Demo.Lane lane;
  private final Numbers numbers;
  private final Lot lot;
  private final ExpiryDate expiry;
  private final List<Read> reads = new ArrayList<>();

  /** The packs of each case. */
  private final Map<Label, List<Label>> cases = new LinkedHashMap<>();

  private Journey(Demo.Lane lane, Numbers numbers, ExpiryDate expiry) {
    this.lane = lane;
    this.numbers = numbers;
    this.lot = numbers.lot();
    this.expiry = expiry;
  }

  /**
   * All reads of one journey, in order.
   *
   * @param packs how many packs, 1 or more; the last case may be less than full
   */
  static List<Read> reads(Demo.Lane lane, Numbers numbers, ExpiryDate expiry, int packs) {
    Journey journey = new Journey(lane, numbers, expiry);
    journey.packCases(packs);
    journey.ship();
    journey.deliver();
    return journey.reads;
  }

  private void packCases(int packs) {
    for (int done = 0; done < packs; done += lane.packsPerCase()) {
      List<Label> content = new ArrayList<>();
      for (int i = done; i < Math.min(packs, done + lane.packsPerCase()); i++) {
        Label pack = commission(lane.line(), lane.pack());
        content.add(pack);
      }
      Gtin item = lane.caseItem();
      Label box =
          item == null
              ? Label.of(numbers.sscc(lane.companyPrefix()))
              : commission(lane.casePacker(), item);
      content.forEach(pack -> reads.add(Read.inside(lane.casePacker(), "packing", pack, box)));
      cases.put(box, content);
    }
  }

  private Label commission(String reader, Gtin gtin) {
    Label label = Label.of(gtin, expiry, lot, numbers.serial());
    reads.add(Read.of(reader, "commissioning", label));
    return label;
  }

  private void ship() {
    Label pallet = Label.of(numbers.sscc(lane.companyPrefix()));
    cases.keySet().forEach(box -> reads.add(Read.inside(lane.dock(), "packing", box, pallet)));
    reads.add(Read.shipping(lane.dock(), pallet, lane.inbound()));
    reads.add(Read.of(lane.inbound(), "receiving", pallet));
    cases.keySet().forEach(box -> reads.add(Read.inside(lane.inbound(), "unpacking", box, pallet)));
  }

  private void deliver() {
    int next = 0;
    for (Map.Entry<Label, List<Label>> entry : cases.entrySet()) {
      Label box = entry.getKey();
      String pharmacy = lane.pharmacies().get(next++ % lane.pharmacies().size());
      reads.add(Read.shipping(lane.outbound(), box, pharmacy));
      reads.add(Read.of(pharmacy, "receiving", box));
      List<Label> packs = entry.getValue();
      packs.forEach(pack -> reads.add(Read.inside(pharmacy, "unpacking", pack, box)));
      packs.stream()
          .limit((packs.size() + 1) / 2)
          .forEach(pack -> reads.add(Read.of(pharmacy, "dispensing", pack)));
    }
  }
}
