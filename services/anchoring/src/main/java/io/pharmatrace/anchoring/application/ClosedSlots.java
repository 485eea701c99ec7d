package io.pharmatrace.anchoring.application;

import static java.util.Comparator.comparing;

import io.pharmatrace.anchoring.SlotTakenException;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.Slots;
import io.pharmatrace.transparency.seal.Closing;
import io.pharmatrace.transparency.seal.SealEntry;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Which slots are closed, on chain or soon: each once. */
final class ClosedSlots {
  private ClosedSlots() {}

  private record Seal(Bytes32 organisation, Bytes32 seal) {}

  /**
   * Closes what entries close: seals in the order of their bytes, so that nobody waits for each
   * other.
   *
   * @throws SlotTakenException when a slot was closed before
   */
  static void close(Handle transaction, List<SealEntry> entries) {
    Map<Seal, BigInteger> slots =
        new TreeMap<>(comparing(Seal::seal).thenComparing(Seal::organisation));
    for (SealEntry entry : entries) {
      for (Closing closing : entry.closings()) {
        BigInteger bits = closing.slots().bits();
        Seal seal = new Seal(entry.organisation(), closing.seal());
        BigInteger before = slots.getOrDefault(seal, BigInteger.ZERO);
        if (before.and(bits).signum() != 0) {
          throw new SlotTakenException(Map.of(closing.seal(), new Slots(before.and(bits))));
        }
        slots.put(seal, before.or(bits));
      }
    }
    Set<Bytes32> closed = closeFree(transaction, slots);
    if (closed.size() != slots.size()) {
      throw new SlotTakenException(taken(transaction, slots, closed));
    }
  }

  /** The seals of which all these slots were open. */
  private static Set<Bytes32> closeFree(Handle transaction, Map<Seal, BigInteger> slots) {
    return transaction
        .createQuery(
            """
            INSERT INTO anchoring.closed AS c (organisation, seal, slots)
            SELECT l.organisation, seal, bits::bit(256)
            FROM unnest(:names, :seals, :slots) WITH ORDINALITY AS t(name, seal, bits, place)
            JOIN anchoring.log l ON l.chain_id = t.name
            ORDER BY place
            ON CONFLICT (organisation, seal) DO UPDATE SET slots = c.slots | excluded.slots
              WHERE c.slots & excluded.slots = repeat('0', 256)::bit(256)
            RETURNING seal
            """)
        .bind("names", Bytea.array(slots.keySet(), Seal::organisation))
        .bind("seals", Bytea.array(slots.keySet(), Seal::seal))
        .bindArray("slots", String.class, slots.values().stream().map(ClosedSlots::bits).toList())
        .map((r, c) -> Bytea.get(r, "seal"))
        .set();
  }

  private static Map<Bytes32, Slots> taken(
      Handle transaction, Map<Seal, BigInteger> slots, Set<Bytes32> free) {
    Map<Bytes32, Slots> taken = new HashMap<>();
    slots.forEach(
        (seal, bits) -> {
          if (!free.contains(seal.seal)) {
            BigInteger before =
                transaction
                    .createQuery(
                        """
                        SELECT c.slots::text FROM anchoring.closed c
                        JOIN anchoring.log l ON l.organisation = c.organisation
                        WHERE l.chain_id = :name AND c.seal = :seal
                        """)
                    .bind("name", seal.organisation.bytes())
                    .bind("seal", seal.seal.bytes())
                    .map((r, c) -> new BigInteger(r.getString(1), 2))
                    .one();
            taken.put(seal.seal, new Slots(bits.and(before)));
          }
        });
    return taken;
  }

  /** Slot 255 first. */
  private static String bits(BigInteger slots) {
    String bits = slots.toString(2);
    return "0".repeat(Note.MAX_UNITS - bits.length()) + bits;
  }
}
