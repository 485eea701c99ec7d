package io.pharmatrace.anchoring;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.UnsaltedUnit;
import java.util.List;

/**
 * What an organisation states; salts and, for a batch, notes are made when it is appended.
 *
 * @param type what it says
 * @param contentDigest {@link io.pharmatrace.transparency.ContentDigest} of the stored document
 * @param units the units it names, in the order that they keep for ever; at least one for a batch
 */
public record NewEntry(EntryType type, Bytes32 contentDigest, List<UnsaltedUnit> units) {
  /** Units in one entry. */
  public static final int MAX_UNITS = 100_000;

  public NewEntry {
    units = List.copyOf(units);
    if (units.size() > MAX_UNITS) {
      throw new IllegalArgumentException("an entry names at most 100,000 units");
    }
    if (type == EntryType.BATCH && units.isEmpty()) {
      throw new IllegalArgumentException("a batch entry names at least one unit");
    }
  }
}
