package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.chain.Checked;
import io.pharmatrace.transparency.chain.PinnedNetwork;
import io.pharmatrace.transparency.chain.SealedBlock;
import io.pharmatrace.transparency.chain.ValidatorHistory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Headers of one network that were proven already: bundles share them, and most of the time of a
 * check goes into their seals. For one thread.
 */
final class KnownHeaders {
  private static final int MAX_BLOCKS = 256;

  private record Votes(List<Bytes> headers, ValidatorHistory history) {}

  private Optional<Votes> votes = Optional.empty();
  private final Map<Bytes, SealedBlock> blocks = new HashMap<>();

  Checked<ValidatorHistory> replay(PinnedNetwork network, List<Bytes> headers) {
    if (votes.isPresent() && votes.get().headers().equals(headers)) {
      return new Checked.Proven<>(votes.get().history());
    }
    Checked<ValidatorHistory> checked = ValidatorHistory.replay(network, Bytes.arrays(headers));
    if (checked instanceof Checked.Proven<ValidatorHistory>(ValidatorHistory history)) {
      votes = Optional.of(new Votes(List.copyOf(headers), history));
      blocks.clear();
    }
    return checked;
  }

  /**
   * A header.
   *
   * @param history the last that was replayed
   */
  Checked<SealedBlock> check(ValidatorHistory history, Bytes header) {
    SealedBlock before = blocks.get(header);
    if (before != null && votes.isPresent() && votes.get().history() == history) {
      return new Checked.Proven<>(before);
    }
    Checked<SealedBlock> checked = history.check(header.array());
    if (checked instanceof Checked.Proven<SealedBlock>(SealedBlock block)) {
      if (blocks.size() >= MAX_BLOCKS) {
        blocks.clear();
      }
      blocks.put(header, block);
    }
    return checked;
  }
}
