package io.pharmatrace.anchoring.application;

import static java.util.Comparator.comparing;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.seal.Closing;
import io.pharmatrace.transparency.seal.SealEntry;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Which slots entries close already, on chain or soon: each once. */
final class ClosedSlots {
  private ClosedSlots() {}

  /**
   * Notes what entries close: seals in the order of their bytes, so that nobody waits for each
   * other.
   *
   * @throws IllegalStateException when a slot was closed before
   */
  static void close(Handle transaction, List<SealEntry> entries) {
    record Seal(Bytes32 organisation, Bytes32 seal) {}
    Map<Seal, BigInteger> slots =
        new TreeMap<>(comparing(Seal::seal).thenComparing(Seal::organisation));
    for (SealEntry entry : entries) {
      for (Closing closing : entry.closings()) {
        slots.merge(
            new Seal(entry.organisation(), closing.seal()),
            closing.slots().bits(),
            (one, other) -> {
              if (one.and(other).signum() != 0) {
                throw new IllegalStateException("a slot would be closed twice");
              }
              return one.or(other);
            });
      }
    }
    List<Seal> seals = List.copyOf(slots.keySet());
    int closed =
        transaction
            .createUpdate(
                """
                INSERT INTO anchoring.closed AS c (organisation, seal, slots)
                SELECT l.organisation, seal, bits::bit(256)
                FROM unnest(:names, :seals, :slots) WITH ORDINALITY AS t(name, seal, bits, place)
                JOIN anchoring.log l ON l.chain_id = t.name
                ORDER BY place
                ON CONFLICT (organisation, seal) DO UPDATE SET slots = c.slots | excluded.slots
                  WHERE c.slots & excluded.slots = repeat('0', 256)::bit(256)
                """)
            .bind("names", Bytea.array(seals, Seal::organisation))
            .bind("seals", Bytea.array(seals, Seal::seal))
            .bindArray(
                "slots", String.class, slots.values().stream().map(ClosedSlots::bits).toList())
            .execute();
    if (closed != seals.size()) {
      throw new IllegalStateException("a slot would be closed twice");
    }
  }

  /** Slot 255 first. */
  private static String bits(BigInteger slots) {
    String bits = slots.toString(2);
    return "0".repeat(Note.MAX_UNITS - bits.length()) + bits;
  }
}
