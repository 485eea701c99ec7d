package io.pharmatrace.anchoring.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Slots;
import io.pharmatrace.transparency.seal.Closing;
import io.pharmatrace.transparency.seal.SealEntry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * How large commitments are, and what fills them. With {@code pharmatrace.anchoring.padding=on}
 * each log is committed each tick, and every commitment has the same number of entries and of
 * closures, whatever there is to say: what is more waits, what is less is filled with entries of
 * nothing and closures of seals that nobody has (design, ledger.md section 2). Thread-safe.
 */
@Singleton
final class Padding {
  /** Commitments whose closures those of padding resemble. */
  private static final int LIKE = 8;

  private final boolean on;
  private final int entries;
  private final int closures;

  /**
   * @param most entries of a commitment without padding
   * @param entries of each commitment with padding, at least 2: one is always of nothing
   * @param closures of each commitment with padding, 0 to 256
   */
  Padding(
      @Value("${pharmatrace.anchoring.padding:off}") boolean on,
      @Value("${pharmatrace.anchoring.entries-per-commitment:100000}") int most,
      @Value("${pharmatrace.anchoring.padded-entries:16}") int entries,
      @Value("${pharmatrace.anchoring.padded-closures:8}") int closures) {
    if (entries < 2 || closures < 0 || closures > Commitment.MAX_CLOSURES) {
      throw new IllegalArgumentException(
          "pharmatrace.anchoring.padded-entries is at least 2, padded-closures 0 to %d"
              .formatted(Commitment.MAX_CLOSURES));
    }
    this.on = on;
    this.entries = on ? entries : most;
    this.closures = on ? closures : Commitment.MAX_CLOSURES;
  }

  /** Whether a log is committed also when there is nothing to say. */
  boolean isOn() {
    return on;
  }

  /** How many entries that say something a commitment takes at the most. */
  int entries() {
    return on ? entries - 1 : entries;
  }

  /** How many closures a commitment takes at the most. */
  int closures() {
    return closures;
  }

  /**
   * Logs what a commitment needs beside these entries: none without padding, but for the one that
   * lets the log grow when there are only slots to close, for the ledger takes no other.
   *
   * @param said entries that the commitment has
   * @return the ids of those that say nothing
   */
  List<Long> fill(Handle handle, UUID organisation, List<Long> said) {
    if (!on) {
      boolean onlyCloses = said.isEmpty() && OpenClosings.due(handle, organisation, said, 1) > 0;
      return append(handle, organisation, onlyCloses ? 1 : 0, List.of());
    }
    int missing = closures - OpenClosings.due(handle, organisation, said, closures);
    return append(
        handle, organisation, entries - said.size(), closings(handle, organisation, missing));
  }

  private static List<Long> append(
      Handle handle, UUID organisation, int count, List<Closing> closings) {
    if (count == 0) {
      return List.of();
    }
    Bytes32 name = OpenLogs.open(handle, organisation);
    List<SealEntry> nothing =
        IntStream.range(0, count)
            .mapToObj(i -> nothing(name, i == 0 ? closings : List.of()))
            .toList();
    return SealAppender.pad(handle, nothing);
  }

  private static SealEntry nothing(Bytes32 name, List<Closing> closings) {
    return new SealEntry(
        name,
        EntryType.PADDING,
        EntrySecret.random(),
        Bytes32.random(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        closings);
  }

  private static List<Closing> closings(Handle handle, UUID organisation, int count) {
    if (count == 0) {
      return List.of();
    }
    List<Slots> like = new ArrayList<>(List.of(Slots.of(List.of(0))));
    Commitments.latest(handle, organisation, LIKE).forEach(closure -> like.add(closure.slots()));
    return Stream.generate(() -> like.get(ThreadLocalRandom.current().nextInt(like.size())))
        .limit(count)
        .map(
            slots ->
                new Closing(Bytes32.random(), Bytes32.random(), slots, List.of(), Bytes32.ZERO))
        .toList();
  }
}
