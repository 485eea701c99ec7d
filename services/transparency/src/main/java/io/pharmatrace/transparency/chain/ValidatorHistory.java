package io.pharmatrace.transparency.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who the validators were at each height, derived from genesis by votes that each were sealed by a
 * quorum of the set before: never from the list in a header that is to be checked. From a
 * checkpoint on, if one is pinned, they count only where they lead to its validators. Immutable.
 */
public final class ValidatorHistory {
  /** The most headers that are replayed. */
  public static final int MAX_HEADERS = 100_000;

  private final NavigableMap<Long, ValidatorSet> since;
  private final List<ValidatorChange> changes;
  private final Optional<Checkpoint> checkpoint;

  private ValidatorHistory(
      NavigableMap<Long, ValidatorSet> since,
      List<ValidatorChange> changes,
      Optional<Checkpoint> checkpoint) {
    this.since = since;
    this.changes = List.copyOf(changes);
    this.checkpoint = checkpoint;
  }

  /**
   * Replays votes.
   *
   * @param headers RLP of the headers that carry the deciding votes of each change, all of one
   *     epoch, and of any headers between that one wants to show; ascending by number
   */
  public static Checked<ValidatorHistory> replay(PinnedNetwork network, List<byte[]> headers) {
    return Flawed.check(
        () -> {
          if (headers.size() > MAX_HEADERS) {
            throw new Flawed(Flaw.UNORDERED_HEADERS, "more than " + MAX_HEADERS);
          }
          Replay replay = new Replay(network);
          for (byte[] header : headers) {
            replay.next(BlockHeader.decode(header));
          }
          return new ValidatorHistory(replay.since, replay.changes, replay.checkpoint);
        });
  }

  /**
   * The validators that made and sealed a block, as far as changes were shown.
   *
   * @param block at least 1
   */
  public ValidatorSet at(long block) {
    if (block < 1) {
      throw new IllegalArgumentException("the genesis block has no seals");
    }
    return at(since, block);
  }

  private static ValidatorSet at(NavigableMap<Long, ValidatorSet> since, long block) {
    return Objects.requireNonNull(since.floorEntry(block)).getValue();
  }

  /** The changes in their order. */
  public List<ValidatorChange> changes() {
    return changes;
  }

  /**
   * Checks that a quorum of the validators of its block sealed a header, none counted twice, and
   * that it fits the checkpoint.
   *
   * @param header RLP, with seals
   */
  public Checked<SealedBlock> check(byte[] header) {
    return Flawed.check(
        () -> {
          BlockHeader decoded = BlockHeader.decode(header);
          return sealed(decoded, at(Math.max(1, decoded.number())), since, checkpoint);
        });
  }

  private static SealedBlock sealed(
      BlockHeader header,
      ValidatorSet validators,
      NavigableMap<Long, ValidatorSet> since,
      Optional<Checkpoint> checkpoint)
      throws Flawed {
    SealedBlock block = SealedBlock.of(header, validators);
    if (checkpoint.isPresent()) {
      checkpoint.get().require(block, at(since, checkpoint.get().block()));
    }
    return block;
  }

  private static final class Replay {
    private final long epochLength;
    private final Optional<Checkpoint> checkpoint;
    private final NavigableMap<Long, ValidatorSet> since = new TreeMap<>();
    private final List<ValidatorChange> changes = new ArrayList<>();
    private final VoteTally tally = new VoteTally();
    private ValidatorSet current;
    private Optional<SealedBlock> last = Optional.empty();

    /** Where the unbroken row of headers begins that the last one ends. */
    private long unbrokenSince;

    Replay(PinnedNetwork network) {
      epochLength = network.epochLength();
      checkpoint = network.checkpoint();
      current = network.genesis();
      since.put(1L, current);
    }

    void next(BlockHeader header) throws Flawed {
      SealedBlock block = sealed(header, current, since, checkpoint);
      long number = block.number();
      if (last.isPresent() && last.get().number() >= number) {
        throw new Flawed(Flaw.UNORDERED_HEADERS, "block " + number);
      }
      if (last.filter(before -> isChild(block, before)).isEmpty()) {
        unbrokenSince = number;
      }
      if (last.filter(before -> before.number() / epochLength == number / epochLength).isEmpty()) {
        tally.clear();
      }
      last = Optional.of(block);
      // A vote in the block that begins an epoch is not counted.
      Optional<Vote> vote = header.extraData().vote();
      if (vote.isPresent() && number % epochLength != 0) {
        Optional<VoteTally.Decision> decision =
            tally.cast(header.proposer(), vote.get(), number, current);
        if (decision.isPresent()) {
          decide(decision.get(), number);
        }
      }
    }

    private void decide(VoteTally.Decision decision, long number) throws Flawed {
      Vote vote = decision.vote();
      ValidatorSet next = current.after(vote);
      if (next.equals(current)) {
        return; // Who is a validator already was added, or who is none removed.
      }
      current = next;
      since.put(number + 1, current);
      changes.add(
          new ValidatorChange(
              number, vote.subject(), vote.add(), unbrokenSince <= decision.firstVote()));
    }

    private static boolean isChild(SealedBlock block, SealedBlock before) {
      return block.number() == before.number() + 1 && block.parentHash().equals(before.hash());
    }
  }
}
